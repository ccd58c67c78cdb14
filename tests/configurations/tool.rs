//! Terraform and OpenTofu, asked.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;

use serde_json::Value as Json;

use crate::case::{Answer, Case};
use crate::notation;

/// A program that plans configurations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    Terraform,
    Tofu,
}

impl Tool {
    pub(crate) const ALL: [Self; 2] = [Self::Terraform, Self::Tofu];

    /// The name of the program.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Terraform => "terraform",
            Self::Tofu => "tofu",
        }
    }

    /// What the version starts with that gave the recorded answers.
    pub(crate) fn recorded_version(self) -> &'static str {
        match self {
            Self::Terraform => "1.11.",
            Self::Tofu => "1.12.",
        }
    }

    /// Its version, if it is on the path.
    pub(crate) fn version(self) -> Option<String> {
        let output = self.command(Path::new("."), &["version", "-json"]).output().ok()?;
        let told: Json = serde_json::from_slice(&output.stdout).ok()?;
        Some(told["terraform_version"].as_str()?.to_owned())
    }

    fn command(self, directory: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.name());
        command
            .args(arguments)
            .current_dir(directory)
            .env("TF_CLI_CONFIG_FILE", "/dev/null")
            .env("CHECKPOINT_DISABLE", "1")
            .stdin(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// What it says of `case`.
    fn ask(self, case: &Case) -> Answer {
        let directory = tempfile::tempdir().unwrap();
        case.lay_out(directory.path());
        let run = |arguments: &[&str]| {
            self.command(directory.path(), arguments).env("TF_WORKSPACE", case.workspace()).output().unwrap().stdout
        };
        // Without a module call there is nothing to initialise.
        let init = if case.files.iter().any(|(_, text)| text.contains("module")) {
            run(&["init", "-backend=false", "-json"])
        } else {
            Vec::new()
        };
        let mut errors = errors_of(&init);
        if errors.is_empty() {
            let files: Vec<String> = case.run.iter().map(|file| format!("-var-file={file}")).collect();
            let plan = ["plan", "-json", "-input=false", "-out=planned"].into_iter();
            errors = errors_of(&run(&plan.chain(files.iter().map(String::as_str)).collect::<Vec<_>>()));
        }
        if errors.is_empty() {
            answer_of(&serde_json::from_slice(&run(&["show", "-json", "planned"])).unwrap())
        } else {
            Answer { errors, ..Answer::default() }
        }
    }
}

/// What `tool` says of each of `cases`, two at a time.
pub(crate) fn ask_all(tool: Tool, cases: &[&mut Case]) -> Vec<Answer> {
    let answers = Mutex::new(vec![Answer::default(); cases.len()]);
    let next = Mutex::new(0..cases.len());
    let work = || {
        loop {
            let Some(position) = next.lock().unwrap().next() else { break };
            let answer = tool.ask(cases[position]);
            answers.lock().unwrap()[position] = answer;
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    answers.into_inner().unwrap()
}

/// The summaries of the errors in the JSON lines of a command, each once.
fn errors_of(output: &[u8]) -> Vec<String> {
    let lines = output.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice::<Json>(line).ok());
    let mut errors: Vec<String> = lines
        .filter(|line| line["diagnostic"]["severity"] == "error")
        .filter_map(|line| Some(line["diagnostic"]["summary"].as_str()?.to_owned()))
        // What takes part in a cycle is said in any order.
        .map(|summary| if summary.starts_with("Cycle: ") { "Cycle".to_owned() } else { summary })
        .collect();
    errors.sort();
    errors.dedup();
    errors
}

/// The outputs and arguments of a plan.
fn answer_of(plan: &Json) -> Answer {
    let mut answer = Answer::default();
    for (name, change) in plan["output_changes"].as_object().into_iter().flatten() {
        let planned = &plan["planned_values"]["outputs"][name];
        let sensitive = if change["after_sensitive"] == Json::Bool(true) { "(sensitive) " } else { "" };
        let text = match planned.get("type") {
            Some(of_type) => notation::of_typed(&planned["value"], of_type),
            None => notation::of_untyped(&change["after"], &change["after_unknown"], &Json::Null),
        };
        answer.values.insert(format!("output.{name}"), format!("{sensitive}{text}"));
    }
    for resource in plan["resource_changes"].as_array().into_iter().flatten() {
        let change = &resource["change"];
        for argument in ["input", "triggers_replace"] {
            let (value, unknown) = (&change["after"][argument], &change["after_unknown"][argument]);
            if !value.is_null() || *unknown == Json::Bool(true) {
                let address = format!("{}.{argument}", resource["address"].as_str().unwrap());
                let text = notation::of_untyped(value, unknown, &change["after_sensitive"][argument]);
                answer.values.insert(address, text);
            }
        }
    }
    answer
}
