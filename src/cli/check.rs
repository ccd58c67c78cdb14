//! `cocarde check`.

use super::analysis::{Request, analyse};
use super::{CheckArguments, Outcome};

pub(super) fn run(arguments: &CheckArguments) -> Outcome {
    let t = std::time::Instant::now();
    let request = Request {
        path: arguments.path.clone(),
        config: arguments.config.clone(),
        no_config: arguments.no_config,
        today: arguments.today.unwrap_or_else(|| jiff::civil::date(2026, 11, 24)),
        variables: arguments.variables.clone(),
        variable_files: arguments.variable_files.clone(),
        workspace: arguments.workspace.clone(),
        only: arguments.only.clone(),
        skip: arguments.skip.clone(),
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .stack_size(64 << 20)
        .num_threads(arguments.threads.unwrap_or(0))
        .build()
        .unwrap();
    match pool.install(|| analyse(&request)) {
        Err(e) => {
            println!("{e}");
            Outcome::Usage
        }
        Ok(a) => {
            for f in &a.findings {
                let p = &a.doctrine.policies[f.policy];
                let place = f.cause.or_else(|| f.assets.first().map(|i| a.inventory.assets[*i].span)).map(|s| {
                    let (p, q) = a.sources.position(s);
                    format!("{p}:{}", q.line)
                });
                println!(
                    "{} {:?} {:?} {:?} n={} e.g. {} | {:?} gaps {:?} causes {:?} ev {:?}",
                    p.id,
                    f.verdict,
                    f.severity,
                    place,
                    f.assets.len(),
                    a.inventory.assets[f.assets[0]].address,
                    f.messages.first().map(|m| &m.en),
                    f.gaps,
                    f.causes.iter().map(|c| &c.kind).collect::<Vec<_>>(),
                    f.evidence
                        .iter()
                        .map(|e| (e.kind, e.value.clone(), e.trace.iter().map(|t| t.text.clone()).collect::<Vec<_>>()))
                        .collect::<Vec<_>>()
                );
            }
            println!("{:?} files {} roots {} assets {}", a.judged.tally(), a.files, a.roots, a.inventory.assets.len());
            if arguments.verbose {
                println!("{:#?}", a.problems);
            }
            println!(
                "unreadable {} syntax {} decl {} eval {} unmatched {}",
                a.problems.unreadable.len(),
                a.problems.syntax.len(),
                a.problems.declarations.len(),
                a.problems.evaluation.len(),
                a.problems.unmatched.len()
            );
            eprintln!("{:?}", t.elapsed());
            Outcome::Clean
        }
    }
}
