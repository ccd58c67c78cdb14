//! What Terraform says, recorded in `terraform.txt`.

use super::*;
use crate::evaluation::unify_branches;
use crate::syntax::Expression;

const RECORDED: &str = include_str!("terraform.txt");

/// An expression, Terraform's answer, and ours when it differs on purpose.
pub(super) struct Case<'t> {
    pub(super) expression: &'t str,
    terraform: String,
    ours: Option<&'t str>,
}

pub(super) fn cases() -> Vec<Case<'static>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    for line in RECORDED.lines() {
        if let Some(expression) = line.strip_prefix("> ") {
            cases.push(Case { expression, terraform: String::new(), ours: None });
        } else if line.starts_with("# ") {
            // The title of a section.
        } else if let (Some(case), Some(ours)) = (cases.last_mut(), line.strip_prefix("~ ")) {
            case.ours = Some(ours);
        } else if let Some(case) = cases.last_mut() {
            case.terraform.push_str(line);
            case.terraform.push('\n');
        }
    }
    cases
}

/// Whether `value` is what `answer` says, in the notation of the console.
fn agrees(value: &Result<Value, Vec<EvaluationError>>, answer: &str) -> bool {
    let answer = answer.trim_end_matches('\n');
    match value {
        Err(_) => answer.starts_with('!'),
        Ok(_) if answer.starts_with('!') => false,
        Ok(Value::Sensitive(_)) => answer == "(sensitive value)",
        Ok(value) => *value == without_heredoc_ends(&evaluate(&console(answer)).unwrap(), answer),
    }
}

/// The answer as an expression of its own. The console indents empty lines too, which the language does not undo.
fn console(answer: &str) -> String {
    let lines = answer.lines().map(|line| if answer.contains("<<-") { line.trim_end() } else { line });
    lines.flat_map(|line| [line, "\n"]).collect::<String>().replace("EOT,", "EOT\n,")
}

/// The console ends a text of several lines with one more end of line than it has.
fn without_heredoc_ends(value: &Value, answer: &str) -> Value {
    if !answer.contains("<<") {
        return value.clone();
    }
    match value {
        Value::String(text) if text.contains('\n') => Value::string(text.strip_suffix('\n').unwrap_or(text)),
        Value::Tuple(items) => Value::tuple(items.iter().map(|item| without_heredoc_ends(item, answer)).collect()),
        Value::List(items) => {
            Value::List(items.iter().map(|item| without_heredoc_ends(item, answer)).collect::<Vec<_>>().into())
        }
        Value::Object(entries) => {
            Value::object(entries.iter().map(|(key, item)| (Arc::clone(key), without_heredoc_ends(item, answer))))
        }
        other => other.clone(),
    }
}

/// As [`evaluate`], but a conditional has the type that both of its results have in common.
fn evaluate_both_branches(text: &str) -> Result<Value, Vec<EvaluationError>> {
    let tree = parse_expression(FileId(0), &Arc::from(text));
    let Some(Expression::Conditional(condition, then, otherwise)) =
        tree.expression().map(crate::syntax::Node::expression)
    else {
        return evaluate(text);
    };
    let (then, otherwise) = (evaluate(then.source())?, evaluate(otherwise.source())?);
    let (chosen, other) =
        if evaluate(condition.source())? == Value::Bool(true) { (then, otherwise) } else { (otherwise, then) };
    unify_branches(&chosen, &other)
        .map_err(|error| vec![EvaluationError { span: condition.span(), kind: error.into() }])
}

#[test]
fn agrees_with_what_terraform_said() {
    let cases = cases();
    assert!(cases.len() > 700, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let value = evaluate_both_branches(case.expression);
        let expected = case.ours.unwrap_or(&case.terraform);
        if !agrees(&value, expected) {
            wrong.push(format!("{}\n  ours: {value:?}\n  Terraform: {expected}", case.expression));
        } else if case.ours.is_some() && agrees(&value, &case.terraform) {
            wrong.push(format!("{}: does not differ any more", case.expression));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// What the binary says now, in the form of the records.
fn ask_terraform(directory: &std::path::Path, expression: &str) -> String {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let mut console = Command::new("terraform")
        .args(["console", "-no-color"])
        .current_dir(directory)
        .env("CHECKPOINT_DISABLE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    writeln!(console.stdin.take().unwrap(), "{expression}").unwrap();
    let output = console.wait_with_output().unwrap();
    if output.status.success() { String::from_utf8(output.stdout).unwrap() } else { "!".to_owned() }
}

#[test]
#[ignore = "starts the terraform binary once for each record"]
fn terraform_still_says_so() {
    let directory = tempfile::tempdir().unwrap();
    for case in cases() {
        let answer = ask_terraform(directory.path(), case.expression);
        assert_eq!(answer.trim_end(), case.terraform.trim_end(), "{}", case.expression);
    }
}
