use super::*;
use crate::evaluation::{CauseKind, Evaluator, Inputs, Value};
use crate::terraform::Configuration;
use crate::terraform::scratch::Scratch;

/// What Terragrunt makes of a repository that holds `files`.
fn made(files: &[(&str, &str)]) -> Terragrunt {
    let scratch = Scratch::new(files);
    read(&scratch.repository, &scratch.load())
}

/// The inputs of the unit in `live/prod/app`, which includes `live/root.hcl`, when `inputs` are written in it.
fn input(inputs: &str, others: &[(&str, &str)]) -> (Value, Vec<EvaluationError>) {
    let unit = format!(
        "include \"root\" {{\n  path = find_in_parent_folders(\"root.hcl\")\n}}\ninputs = {{ x = {inputs} }}\n"
    );
    let mut files = vec![("live/prod/app/terragrunt.hcl", &*unit), ("live/prod/app/main.tf", "")];
    if !others.iter().any(|(path, _)| *path == "live/root.hcl") {
        files.push(("live/root.hcl", ""));
    }
    files.extend(others);
    let made = made(&files);
    let unit = &made.inputs["live/prod/app"];
    (unit.variables["x"].0.clone(), made.errors)
}

fn text(expression: &str) -> String {
    let (value, errors) = input(expression, &[]);
    assert_eq!(errors, [], "{expression}");
    value.as_str().unwrap_or_else(|| panic!("{expression}: {value:?}")).to_owned()
}

fn cause(expression: &str) -> CauseKind {
    let (value, _) = input(expression, &[]);
    value.as_unknown().unwrap_or_else(|| panic!("{expression}: {value:?}")).causes()[0].kind.clone()
}

#[test]
fn directories_are_those_of_the_repository_wherever_it_is() {
    for (expression, expected) in [
        ("get_terragrunt_dir()", "/<repository>/live/prod/app"),
        ("get_original_terragrunt_dir()", "/<repository>/live/prod/app"),
        ("get_parent_terragrunt_dir()", "/<repository>/live"),
        ("get_parent_terragrunt_dir(\"root\")", "/<repository>/live"),
        ("get_repo_root()", "/<repository>"),
        ("get_path_to_repo_root()", "../../.."),
        ("get_path_from_repo_root()", "live/prod/app"),
        ("path_relative_to_include()", "prod/app"),
        ("path_relative_from_include(\"root\")", "../.."),
        ("find_in_parent_folders(\"root.hcl\")", "/<repository>/live/root.hcl"),
        ("find_in_parent_folders(\"absent.hcl\", \"other\")", "other"),
        ("basename(dirname(get_terragrunt_dir()))", "prod"),
        ("abspath(\"${get_terragrunt_dir()}/../../x\")", "/<repository>/live/x"),
    ] {
        assert_eq!(text(expression), expected, "{expression}");
    }
}

#[test]
fn what_only_a_run_tells_is_unknown_with_its_reason() {
    assert_eq!(cause("get_env(\"REGION\", \"fr-par\")"), CauseKind::Environment("REGION".into()));
    assert_eq!(cause("run_cmd(\"echo\", \"x\")"), CauseKind::NotAsked("run_cmd".into()));
    assert_eq!(cause("sops_decrypt_file(\"secret.yaml\")"), CauseKind::NotAsked("sops_decrypt_file".into()));
    assert_eq!(cause("get_aws_account_id()"), CauseKind::NotAsked("get_aws_account_id".into()));
    assert_eq!(cause("dependency.vpc.outputs.id"), CauseKind::Dependency("vpc".into()));
    assert_eq!(cause("find_in_parent_folders(\"absent.hcl\")"), CauseKind::FileNotRead("absent.hcl".into()));
    assert_eq!(cause("file(\"/etc/hostname\")"), CauseKind::FileNotRead("/etc/hostname".into()));
    assert_eq!(cause("file(\"../../../../secret\")"), CauseKind::FileNotRead("../../../../secret".into()));
}

#[test]
fn an_included_file_starts_from_the_unit_and_a_read_one_from_itself() {
    let root = "locals {\n  place = read_terragrunt_config(find_in_parent_folders(\"place.hcl\")).locals\n}\n";
    let place = "locals {\n  own = get_terragrunt_dir()\n  first = get_original_terragrunt_dir()\n}\n";
    let others = [("live/root.hcl", root), ("live/prod/place.hcl", place)];
    let (value, errors) = input("include.root.locals.place", &others);
    assert_eq!(errors, []);
    let expected = [("own", "/<repository>/live/prod"), ("first", "/<repository>/live/prod/app")];
    assert_eq!(value, Value::object(expected.map(|(name, path)| (name, Value::string(path)))));
}

#[test]
fn variable_files_and_documents_are_read() {
    let others = [("live/common.tfvars", "region = \"fr-par\"\n"), ("live/common.yaml", "zone: fr-par-1\n")];
    let (value, errors) = input(
        "[jsondecode(read_tfvars_file(find_in_parent_folders(\"common.tfvars\"))).region,
          yamldecode(file(find_in_parent_folders(\"common.yaml\"))).zone]",
        &others,
    );
    assert_eq!(errors, []);
    assert_eq!(value, Value::tuple(vec![Value::string("fr-par"), Value::string("fr-par-1")]));
}

#[test]
fn a_file_that_others_include_or_that_runs_nothing_is_no_unit() {
    let made = made(&[
        ("terragrunt.hcl", "terraform {\n  source = \"${get_terragrunt_dir()}/modules/x\"\n}\n"),
        ("modules/x/main.tf", "variable \"x\" {}\n"),
        ("a/terragrunt.hcl", "include {\n  path = find_in_parent_folders()\n}\n"),
        ("b/terragrunt.hcl", "locals {\n  x = 1\n}\n"),
        ("c/terragrunt.hcl", "skip = true\nterraform {\n  source = \"../modules/x\"\n}\n"),
        ("d/terragrunt.hcl.json", "{\"terraform\": {\"source\": \"../modules/x\"}}\n"),
    ]);
    let directories: Vec<_> = made.units.iter().map(|unit| &*unit.directory).collect();
    assert_eq!(directories, ["a", "d"]);
}

#[test]
fn values_that_grow_beyond_their_text_end_at_a_limit() {
    let locals = (1..64).fold("x0 = { a = 1 }\n".to_owned(), |text, index| {
        let below = index - 1;
        text + &format!("x{index} = {{ a = local.x{below}, b = local.x{below} }}\n")
    });
    let unit = format!(
        "locals {{\n{locals}}}\ninputs = {{ merged = deep_merge(local.x63, local.x63) }}\n\
         remote_state {{\n  backend = \"s3\"\n  config = {{ bucket = local.x63 }}\n}}\n"
    );
    let made = made(&[("terragrunt.hcl", &unit), ("main.tf", "")]);
    assert_eq!(made.units.len(), 1);
}

#[test]
fn modules_see_what_is_written_and_given() {
    let scratch = Scratch::new(&[
        (
            "root.hcl",
            "generate \"p\" {\n  path = \"p.tf\"\n  if_exists = \"overwrite\"\n  contents = <<-EOF\n    locals {\n      plain = \"a$${var.given}c\"\n      computed = \"${get_repo_root()}\"\n      unknown = \"x${get_env(\"HOME\")}\"\n    }\n  EOF\n}\n",
        ),
        (
            "app/terragrunt.hcl",
            "include {\n  path = find_in_parent_folders(\"root.hcl\")\n}\nterraform {\n  source = \"..//module\"\n}\ninputs = { given = \"b\" }\n",
        ),
        ("module/main.tf", "variable \"given\" {\n  default = \"z\"\n}\n\nlocals {\n  path = path.module\n}\n"),
    ]);
    let mut loaded = scratch.load();
    let run = read(&scratch.repository, &loaded);
    assert_eq!((run.errors.len(), run.problems.len()), (0, 0));
    loaded.add_units(&scratch.repository, run.files, run.units);
    let inputs = Inputs { units: run.inputs, ..Inputs::default() };
    let configuration = Configuration::new(&loaded);
    let roots: Vec<_> = configuration.roots().iter().map(|root| &*root.directory).collect();
    assert_eq!(roots, ["app"]);
    let evaluator = Evaluator::new(&configuration, &scratch.repository, &configuration.roots()[0], &inputs);
    let top = evaluator.top().unwrap();
    let local = |name: &str| evaluator.evaluate(top.module.locals[name].value, &evaluator.place_of(top));
    assert_eq!(local("plain"), Value::string("abc"));
    assert_eq!(local("computed"), Value::string("/<repository>"));
    assert_eq!(local("path"), Value::string("."));
    let unknown = local("unknown");
    assert_eq!(unknown.as_unknown().unwrap().causes()[0].kind, CauseKind::Environment("HOME".into()));
    let span = top.module.locals["plain"].value.span();
    assert_eq!(loaded.sources.text(span), "\"a$${var.given}c\"");
    assert_eq!(loaded.sources.text(top.module.locals["computed"].value.span()), "\"${get_repo_root()}\"");
}

#[test]
fn what_is_written_is_followed_to_where_it_is_written() {
    let unit = "locals {
  provider = <<-EOF
    provider \"aws\" {
      region = \"${get_env(\"REGION\")}\"
      profile = \"${local.profile}\"
    }
  EOF
  profile  = \"etat\"
}
generate \"p\" {
  path      = \"p.tf\"
  if_exists = \"overwrite\"
  contents  = local.profile == \"etat\" ? local.provider : \"\"
}
";
    let made = made(&[("terragrunt.hcl", unit), ("main.tf", "")]);
    assert_eq!(made.problems, []);
    let tree = &made.units[0].generated[0].tree;
    let provider = &tree.body().blocks_of("provider", 1)[0];
    let place = |name: &str| {
        let span = provider.body.attribute(name).unwrap().value.span();
        &unit[span.start as usize..span.end as usize]
    };
    assert_eq!(place("region"), "\"${get_env(\"REGION\")}\"");
    assert_eq!(place("profile"), "\"${local.profile}\"");
    assert_eq!(made.inputs[""].values.len(), 1);
}

#[test]
fn locals_that_multiply_are_followed_so_far_and_no_further() {
    let merge = ["local.a"; 10].join(", ");
    let unit = format!("locals {{\n  a = merge({merge})\n}}\ninputs = local.a\n");
    let made = made(&[("terragrunt.hcl", &unit), ("main.tf", "")]);
    assert!(made.inputs[""].rest.is_some());
}

#[test]
fn what_may_be_given_by_a_file_that_is_not_known_is_not_known() {
    let terraform = "terraform {\n  extra_arguments \"x\" {\n    required_var_files = [\"absent.tfvars\"]\n  }\n}\n";
    let include = "include {\n  path = \"absent.hcl\"\n}\n";
    let inputs = "inputs = { x = 1 }\n";
    let of = |unit: &str| made(&[("terragrunt.hcl", unit), ("main.tf", "")]).inputs.remove("").unwrap();
    let known = |inputs: &UnitInputs| inputs.variables["x"].0 == Value::int(1);
    let given = of(inputs);
    assert!(known(&given) && given.rest.is_none());
    // What is included goes below, a variable file goes over.
    let given = of(&format!("{include}{inputs}"));
    assert!(known(&given) && given.rest.is_some());
    let given = of(&format!("{terraform}{inputs}"));
    assert!(!known(&given) && given.rest.is_some());
}

#[test]
fn files_to_write_are_told_by_an_object_too_and_those_that_are_not_known_are_problems() {
    let files = "generate = {
  p = { path = \"p.tf\", if_exists = \"skip\", contents = \"provider \\\"aws\\\" {}\" }
  v = { path = \"terraform.tfvars\", if_exists = \"overwrite\", contents = \"\" }
  o = { path = \"../other/p.tf\", if_exists = \"overwrite\", contents = \"\" }
  t = { path = \".tflint.hcl\", if_exists = \"overwrite\", contents = \"\" }
}
";
    let known = made(&[("terragrunt.hcl", files), ("main.tf", "")]);
    let written: Vec<_> = known.units[0].generated.iter().map(|file| (&*file.name, file.yields)).collect();
    assert_eq!(written, [("p.tf", true)]);
    assert!(matches!(known.problems.as_slice(), [UnitProblem { kind: UnitProblemKind::VariableFile(_), .. }]));
    let unknown = made(&[("terragrunt.hcl", "generate = dependency.x.outputs.files\n"), ("main.tf", "")]);
    assert!(matches!(unknown.problems.as_slice(), [UnitProblem { kind: UnitProblemKind::Generated(_), .. }]));
    assert!(unknown.units[0].unknown_provider.is_some());
}
