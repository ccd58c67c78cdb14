//! How long the analysis takes beside walking, reading and parsing the same files, then on generated cases that must
//! stay linear.
//!
//! `cargo bench --bench check -- DIRECTORY…`

#![expect(clippy::print_stdout, reason = "it is what a benchmark is for")]

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use cocarde::cli::{GivenVariables, Request, analyse};
use cocarde::evaluation::{Evaluator, Inputs};
use cocarde::source::{Repository, Sources, discover};
use cocarde::syntax::parse;
use cocarde::terraform::{Configuration, RootModule, load};
use globset::GlobSet;
use jiff::civil::Date;
use rayon::prelude::*;

type Outcome = Result<(), Box<dyn Error + Send + Sync>>;

/// What `cocarde check` gives its threads.
const STACK_BYTES: usize = 64 << 20;

fn main() -> Outcome {
    let (options, directories): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|word| word.starts_with('-'));
    // Without `--bench`, which `cargo bench` gives, this is `cargo test`: once is enough to see that it runs.
    let rounds = if options.iter().any(|option| option == "--bench") { 9 } else { 1 };
    let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK_BYTES).build()?;
    pool.install(|| {
        for directory in &directories {
            compare(Path::new(directory), rounds)?;
        }
        generated(rounds)
    })
}

/// Interleaves the measures, so that whatever else the machine does weighs on each alike.
fn compare(directory: &Path, rounds: usize) -> Outcome {
    let [mut reading, mut parsing, mut declaring, mut evaluating, mut checking] = [const { Vec::new() }; 5];
    let repository = Repository::locate(directory)?;
    let mut sources = Sources::default();
    sources.read(&repository, &discover(&repository, directory, &GlobSet::empty()).files);
    let files: Vec<_> = sources.iter().collect();
    let loaded = load(&repository, &discover(&repository, directory, &GlobSet::empty()).files, Sources::default());
    let (configuration, inputs) = (Configuration::new(&loaded), Inputs::default());
    for _ in 0..rounds {
        reading.push(timed(|| {
            let found = discover(&repository, directory, &GlobSet::empty()).files;
            found
                .par_iter()
                .map(|file| fs::read(repository.root().join(&*file.path)).map_or(0, |bytes| bytes.len()))
                .sum::<usize>()
        }));
        parsing.push(timed(|| files.par_iter().map(|(id, file)| parse(*id, file.text())).collect::<Vec<_>>()));
        declaring.push(timed(|| Configuration::new(&loaded)));
        evaluating.push(timed(|| {
            configuration
                .roots()
                .par_iter()
                .map(|root| evaluate(&configuration, &repository, root, &inputs))
                .sum::<usize>()
        }));
        checking.push(timed(|| analyse(&request(directory))));
    }
    let bytes: usize = files.iter().map(|(_, file)| file.text().len()).sum();
    let [reading, parsing, declaring, evaluating, checking] =
        [reading, parsing, declaring, evaluating, checking].map(median);
    println!("{}: {} files, {} kB", directory.display(), files.len(), bytes / 1000);
    println!("  walk and read {:>8.1} ms", milliseconds(reading));
    println!("  parse         {:>8.1} ms", milliseconds(parsing));
    println!("  declare       {:>8.1} ms", milliseconds(declaring));
    println!(
        "  evaluate      {:>8.1} ms, {:.1} times parsing",
        milliseconds(evaluating),
        evaluating.as_secs_f64() / parsing.as_secs_f64()
    );
    println!(
        "  check         {:>8.1} ms, {:.1} times walking and reading",
        milliseconds(checking),
        checking.as_secs_f64() / reading.as_secs_f64()
    );
    Ok(())
}

/// Evaluates what the inventory asks of a root module: its resource instances, the provider configuration of each, and the
/// arguments that say where most resources are and what they hold. Gives the number of values.
fn evaluate<'c>(
    configuration: &'c Configuration<'c>,
    repository: &'c Repository,
    root: &'c RootModule,
    inputs: &'c Inputs,
) -> usize {
    let evaluator = Evaluator::new(configuration, repository, root, inputs);
    let mut values = 0;
    for instance in evaluator.resource_instances() {
        let provider = evaluator.provider(evaluator.provider_of(&instance));
        if let Some((provider, body)) = provider.as_ref().and_then(|provider| Some((provider, provider.body()?))) {
            values += evaluator.arguments(body, &provider.place, "region").len();
        }
        let asked = ["region", "zone", "location", "tags", "labels"];
        values += asked
            .map(|path| evaluator.arguments(&instance.resource.body, &instance.place, path).len())
            .iter()
            .sum::<usize>();
    }
    values
}

fn generated(rounds: usize) -> Outcome {
    let scratch = tempfile::tempdir()?;
    println!("generated");
    for (name, files) in cases()? {
        let directory = scratch.path().join(name);
        for (path, text) in files {
            let path = directory.join(path);
            fs::create_dir_all(path.parent().unwrap_or(&directory))?;
            fs::write(path, text)?;
        }
        let mut times = Vec::new();
        let mut instances = 0;
        for _ in 0..rounds {
            times.push(timed(|| {
                let analysis = analyse(&request(&directory));
                instances = analysis.map_or(0, |analysis| analysis.inventory.assets.len());
            }));
        }
        println!("  {name:<36} {:>8.1} ms, {instances} assets", milliseconds(median(times)));
    }
    Ok(())
}

type Case = (&'static str, Vec<(PathBuf, String)>);

/// Each is to take less than a second, and twice the time for twice the size. What is to be evaluated stands in tags: nobody
/// asks for other arguments.
fn cases() -> Result<Vec<Case>, std::fmt::Error> {
    const MAIN: &str = "main.tf";
    let sole = |text: String| vec![(PathBuf::from(MAIN), text)];
    let many = r#"
        resource "aws_s3_bucket" "many" {
          for_each = { for index in range(10000) : "bucket-${index}" => index }
          bucket   = each.key
          tags     = { index = each.value }
        }
    "#;
    let references = r#"
        resource "aws_s3_object" "many" {
          for_each = aws_s3_bucket.many
          bucket   = aws_s3_bucket.many[each.key].id
          tags     = { of = "${each.value.bucket}-${length(aws_s3_bucket.many)}" }
        }
    "#;
    let range = r#"
        locals {
          texts = [for number in range(200000) : "n-${number}"]
        }
        resource "aws_s3_bucket" "one" {
          tags = { texts = "${length(distinct(local.texts))}-${contains(local.texts, "n-199999")}" }
        }
    "#;
    let mut keys = "locals {\n  large = {\n".to_owned();
    for key in 0..200_000 {
        writeln!(keys, "    key_{key} = \"value\"")?;
    }
    keys += r#"
          }
          merged = merge(local.large, { for key, value in local.large : key => upper(value) })
        }
        resource "aws_s3_bucket" "one" {
          tags = { last = local.merged["key_199999"] }
        }
    "#;
    let mut chain = "resource \"aws_s3_bucket\" \"b0\" {\n  bucket = \"name\"\n}\n".to_owned();
    for number in 1..300 {
        let before = number - 1;
        writeln!(
            chain,
            "resource \"aws_s3_bucket\" \"b{number}\" {{\n  bucket = lookup(aws_s3_bucket.b{before}, \"bucket\", \
             aws_s3_bucket.b{before}.bucket)\n  tags = {{ of = aws_s3_bucket.b{before}.bucket }}\n  depends_on = [aws_s3_bucket.b{before}]\n}}"
        )?;
    }
    Ok(vec![
        ("10,000 instances", sole(many.to_owned())),
        ("10,000 instances that refer to others", sole(format!("{many}{references}"))),
        ("12 instances of modules 6 deep", nested()?),
        ("range(200000)", sole(range.to_owned())),
        ("200,000 keys", sole(keys)),
        ("300 resources in a chain", sole(chain)),
    ])
}

fn nested() -> Result<Vec<(PathBuf, String)>, std::fmt::Error> {
    const DEPTH: usize = 6;
    let mut files = Vec::new();
    for depth in 0..=DEPTH {
        let mut text = String::new();
        if depth > 0 {
            text += "variable \"name\" {\n  type = string\n}\nresource \"aws_s3_bucket\" \"one\" {\n  tags = { name = var.name }\n}\n";
        }
        if depth < DEPTH {
            let (repeated, name) = if depth == 0 {
                ("for_each = toset([for n in range(12) : tostring(n)])", "each.key")
            } else {
                ("", "var.name")
            };
            let up = if depth == 0 { "./" } else { "../" };
            writeln!(text, "module \"next\" {{\n  source = \"{up}m{}\"\n  {repeated}\n  name = {name}\n}}", depth + 1)?;
        }
        let directory = if depth == 0 { PathBuf::new() } else { PathBuf::from(format!("m{depth}")) };
        files.push((directory.join("main.tf"), text));
    }
    Ok(files)
}

fn request(directory: &Path) -> Request {
    Request {
        plan: None,
        backend_configuration: Vec::new(),
        path: directory.to_owned(),
        config: None,
        no_config: true,
        today: Date::constant(2026, 11, 25),
        variables: GivenVariables::default(),
        workspace: None,
        only: Vec::new(),
        skip: Vec::new(),
        policies: cocarde::cli::GivenPolicies::default(),
        no_inline_ignores: false,
        baseline: None,
        write_baseline: false,
    }
}

fn timed<T>(run: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    // What is made is let go of within the measure: a run does so too.
    drop(black_box(run()));
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
