//! The evaluator on modules of several files.

use super::scope::Context;
use super::{CauseKind, EvaluationError, EvaluationErrorKind, Evaluator, Inputs, Value};
use crate::source::Span;
use crate::terraform::Configuration;
use crate::terraform::scratch::Scratch;

/// A look at the root module at the top of `files`.
fn with_evaluator(files: &[(&str, &str)], look: impl FnOnce(&Evaluator<'_>)) {
    let scratch = Scratch::new(files);
    let loaded = scratch.load();
    assert_eq!(loaded.trees.iter().flat_map(crate::syntax::Tree::errors).collect::<Vec<_>>(), [] as [&_; 0]);
    let configuration = Configuration::new(&loaded);
    let inputs = Inputs::default();
    let root = configuration.roots().iter().find(|root| root.directory.is_empty()).unwrap();
    look(&Evaluator::new(&configuration, &scratch.repository, root, &inputs));
}

/// The output `value` of the root module that is `main`, and the errors met on the way.
fn value_of(main: &str) -> (Value, Vec<EvaluationErrorKind>) {
    let mut found = None;
    with_evaluator(&[("main.tf", main)], |evaluator| {
        let top = evaluator.top().unwrap();
        let value = evaluator.within(&evaluator.place_of(top), |context: &Context<'_>| {
            evaluator.output(top, "value", Span::new(crate::source::FileId(0), 0, 0), context)
        });
        found = Some((value, kinds(evaluator.errors().0)));
    });
    found.unwrap()
}

fn kinds(errors: Vec<EvaluationError>) -> Vec<EvaluationErrorKind> {
    errors.into_iter().map(|error| error.kind).collect()
}

fn causes(value: &Value) -> Vec<CauseKind> {
    value
        .unknowns()
        .map(|unknown| unknown.causes().iter().map(|cause| cause.kind.clone()).collect())
        .unwrap_or_default()
}

#[test]
fn what_is_not_an_argument_of_the_provider_is_not_evaluated() {
    let (value, errors) = value_of(
        r#"
        resource "aws_s3_bucket" "archive" {
          provider   = aws.archive
          bucket     = "archive"
          depends_on = [module.elsewhere, data.none.such]
          lifecycle {
            ignore_changes       = [tags, website[0].index]
            replace_triggered_by = [null_resource.absent]
          }
          connection {
            host = each.value
          }
          provisioner "local-exec" {
            command = each.value
          }
        }
        output "value" {
          value = [for key, argument in aws_s3_bucket.archive : key]
        }
        output "attribute" {
          value = aws_s3_bucket.archive.provider
        }
        "#,
    );
    assert_eq!(errors, []);
    assert_eq!(causes(&value), [CauseKind::Computed("aws_s3_bucket.archive".into(), "".into())]);
}

#[test]
fn blocks_have_attributes_that_only_the_provider_knows() {
    let block = r#"
        resource "azurerm_policy_assignment" "one" {
          identity {
            type = "SystemAssigned"
          }
        }
    "#;
    let value = |expression: &str| value_of(&format!("{block}\noutput \"value\" {{\n  value = {expression}\n}}"));
    let (id, errors) = value("azurerm_policy_assignment.one.identity[0].principal_id");
    assert_eq!(errors, []);
    assert_eq!(causes(&id), [CauseKind::Computed("azurerm_policy_assignment.one".into(), "identity".into())]);
    let (of_type, errors) = value("azurerm_policy_assignment.one.identity[0].type");
    assert_eq!((of_type, errors), (Value::string("SystemAssigned"), vec![]));
    let (length, errors) = value("length(azurerm_policy_assignment.one.identity)");
    assert_eq!((length, errors), (Value::int(1), vec![]));
}

#[test]
fn each_argument_is_evaluated_once() {
    use std::fmt::Write;
    // Every bucket asks twice for the name of the one before it.
    let mut main = "resource \"aws_s3_bucket\" \"b0\" {\n  bucket = \"name\"\n}\n".to_owned();
    for number in 1..100 {
        let before = format!("aws_s3_bucket.b{}.bucket", number - 1);
        writeln!(
            main,
            "resource \"aws_s3_bucket\" \"b{number}\" {{\n  bucket = {before} == \"\" ? \"\" : {before}\n}}"
        )
        .unwrap();
    }
    main += "output \"value\" {\n  value = aws_s3_bucket.b99.bucket\n}\n";
    assert_eq!(value_of(&main), (Value::string("name"), vec![]));
}

#[test]
fn an_argument_that_depends_on_itself_is_an_error() {
    let (value, errors) = value_of(
        r#"
        resource "aws_s3_bucket" "a" {
          bucket = aws_s3_bucket.b.bucket
        }
        resource "aws_s3_bucket" "b" {
          bucket = aws_s3_bucket.a.bucket
        }
        output "value" {
          value = aws_s3_bucket.a.bucket
        }
        "#,
    );
    assert_eq!(errors, [EvaluationErrorKind::Cycle("aws_s3_bucket.a".into())]);
    assert_eq!(causes(&value), [CauseKind::Cycle]);
}

#[test]
fn instances_are_found_by_their_keys() {
    let resources = r#"
        resource "aws_s3_bucket" "named" {
          for_each = toset(["fr", "0"])
          bucket   = "named-${each.key}"
        }
        resource "aws_s3_bucket" "counted" {
          count  = 2
          bucket = "counted-${count.index}"
        }
    "#;
    let value = |expression: &str| value_of(&format!("{resources}\noutput \"value\" {{\n  value = {expression}\n}}"));
    for (expression, expected) in [
        ("aws_s3_bucket.named[\"fr\"].bucket", "named-fr"),
        ("aws_s3_bucket.named[\"0\"].bucket", "named-0"),
        ("aws_s3_bucket.counted[1].bucket", "counted-1"),
        ("aws_s3_bucket.counted[\"1\"].bucket", "counted-1"),
        ("join(\",\", aws_s3_bucket.counted[*].bucket)", "counted-0,counted-1"),
        ("aws_s3_bucket.counted.*.bucket[1]", "counted-1"),
        ("join(\",\", [for key, one in aws_s3_bucket.named : \"${key}=${one.bucket}\"])", "0=named-0,fr=named-fr"),
    ] {
        assert_eq!(value(expression), (Value::string(expected), vec![]), "{expression}");
    }
    let (_, errors) = value("aws_s3_bucket.counted[2].bucket");
    assert_eq!(errors, [EvaluationErrorKind::NoInstance("aws_s3_bucket.counted[2]".into())]);
}

/// A module that is handed a configuration of a provider under an alias.
const ALIASED: &str = r#"
    terraform {
      required_providers {
        aws = {
          source                = "hashicorp/aws"
          configuration_aliases = [aws.archive]
        }
      }
    }
    resource "aws_s3_bucket" "archive" {
      provider = aws.archive
    }
    output "bucket" {
      value = aws_s3_bucket.archive
    }
"#;

#[test]
fn an_alias_that_a_caller_must_give_is_its_caller_s() {
    let main = r#"
        provider "aws" {
          alias  = "paris"
          region = "eu-west-3"
        }
        module "archive" {
          source    = "./archive"
          providers = { aws.archive = aws.paris }
        }
    "#;
    with_evaluator(&[("main.tf", main), ("archive/main.tf", ALIASED)], |evaluator| {
        let instances = evaluator.resource_instances();
        let provider = evaluator.provider(evaluator.provider_of(&instances[0])).unwrap();
        assert_eq!((&*provider.name, provider.alias.as_deref()), ("aws", Some("paris")));
        assert!(provider.block.is_some());
        assert_eq!(kinds(evaluator.errors().0), []);
    });
}

#[test]
fn an_alias_that_no_caller_gives_is_not_configured() {
    let without = r#"
        provider "aws" {
          region = "eu-west-3"
        }
        module "archive" {
          source = "./archive"
        }
        output "bucket" {
          value = module.archive.bucket
        }
    "#;
    // Called without it, and run as a root module: the default configuration never stands in for an alias.
    let called = [("main.tf", without), ("archive/main.tf", ALIASED)];
    let alone = [("main.tf", ALIASED)];
    for files in [&called[..], &alone[..]] {
        with_evaluator(files, |evaluator| {
            let instances = evaluator.resource_instances();
            let provider = evaluator.provider(evaluator.provider_of(&instances[0])).unwrap();
            assert_eq!((&*provider.name, provider.alias.as_deref()), ("aws", Some("archive")));
            assert!(provider.block.is_none());
            let top = evaluator.top().unwrap();
            evaluator.within(&evaluator.place_of(top), |context| {
                evaluator.output(top, "bucket", Span::new(crate::source::FileId(0), 0, 0), context)
            });
            assert_eq!(kinds(evaluator.errors().0), []);
        });
    }
}

#[test]
fn a_provider_may_have_a_configuration_for_each_key() {
    let main = r#"
        variable "regions" {
          default = { paris = "eu-west-3", dublin = "eu-west-1" }
        }
        provider "aws" {
          alias    = "by_name"
          for_each = var.regions
          region   = each.value
        }
        resource "aws_s3_bucket" "all" {
          for_each = var.regions
          provider = aws.by_name[each.key]
        }
        module "archive" {
          source   = "./archive"
          for_each = var.regions
          providers = {
            aws.archive = aws.by_name[each.key]
          }
        }
        resource "aws_s3_bucket" "nowhere" {
          provider = aws.by_name["absent"]
        }
    "#;
    with_evaluator(&[("main.tf", main), ("archive/main.tf", ALIASED)], |evaluator| {
        let regions: Vec<_> = evaluator
            .resource_instances()
            .iter()
            .map(|instance| {
                let provider = evaluator.provider(evaluator.provider_of(instance)).unwrap();
                let region = evaluator.arguments(provider.body().unwrap(), &provider.place, "region").remove(0).value;
                (instance.address.to_string(), region.as_str().map(String::from))
            })
            .collect();
        let expected = [
            ("aws_s3_bucket.all[\"dublin\"]", Some("eu-west-1")),
            ("aws_s3_bucket.all[\"paris\"]", Some("eu-west-3")),
            ("aws_s3_bucket.nowhere", None),
            ("module.archive[\"dublin\"].aws_s3_bucket.archive", Some("eu-west-1")),
            ("module.archive[\"paris\"].aws_s3_bucket.archive", Some("eu-west-3")),
        ];
        assert_eq!(regions, expected.map(|(address, region)| (address.to_owned(), region.map(String::from))));
        assert_eq!(kinds(evaluator.errors().0), []);
    });
}

#[test]
fn a_text_whose_end_is_not_known_keeps_its_beginning() {
    let main = r#"
        variable "id" {}
        locals {
          url   = "https://api.example.org/${var.id}/x"
          start = "${var.id}/x"
          given = local.url
        }
    "#;
    with_evaluator(&[("main.tf", main)], |evaluator| {
        let top = evaluator.top().unwrap();
        let prefix = |name: &str| {
            let value = evaluator.evaluate(top.module.locals[name].value, &evaluator.place_of(top));
            value.as_unknown().unwrap().prefix().map(str::to_owned)
        };
        assert_eq!(prefix("url").as_deref(), Some("https://api.example.org/"));
        assert_eq!(prefix("given"), prefix("url"));
        assert_eq!(prefix("start"), None);
    });
}
