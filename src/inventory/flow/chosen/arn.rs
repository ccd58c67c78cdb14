//! ARNs of what AWS Backup copies, against patterns in which `*` stands for any characters.
//!
//! Of an ARN, the code rarely tells all: the partition and the account never, the region and the name not always. A pattern
//! fits when it stands for one of the ARNs that there may be.

/// A resource type that AWS Backup copies: how its ARN names the service, what precedes the name in it, and the argument
/// that gives the name; `None` when AWS makes it up.
pub(super) struct BackedUp {
    of_type: &'static str,
    service: &'static str,
    prefix: &'static str,
    pub(super) name: Option<&'static str>,
}

const fn backed_up(
    of_type: &'static str,
    service: &'static str,
    prefix: &'static str,
    name: Option<&'static str>,
) -> BackedUp {
    BackedUp { of_type, service, prefix, name }
}

const BACKED_UP: [BackedUp; 14] = [
    backed_up("aws_db_instance", "rds", "db:", Some("identifier")),
    backed_up("aws_rds_cluster", "rds", "cluster:", Some("cluster_identifier")),
    backed_up("aws_docdb_cluster", "rds", "cluster:", Some("cluster_identifier")),
    backed_up("aws_neptune_cluster", "rds", "cluster:", Some("cluster_identifier")),
    backed_up("aws_dynamodb_table", "dynamodb", "table/", Some("name")),
    backed_up("aws_s3_bucket", "s3", "", Some("bucket")),
    backed_up("aws_redshift_cluster", "redshift", "cluster:", Some("cluster_identifier")),
    backed_up("aws_ebs_volume", "ec2", "volume/", None),
    backed_up("aws_instance", "ec2", "instance/", None),
    backed_up("aws_efs_file_system", "elasticfilesystem", "file-system/", None),
    backed_up("aws_fsx_lustre_file_system", "fsx", "file-system/", None),
    backed_up("aws_fsx_windows_file_system", "fsx", "file-system/", None),
    backed_up("aws_fsx_openzfs_file_system", "fsx", "file-system/", None),
    backed_up("aws_fsx_ontap_volume", "fsx", "volume/", None),
];

/// The longest pattern and name that are compared: longer than any that AWS has for these types.
const MAX_LENGTH: usize = 512;

/// Whether a pattern stands for the ARN of a resource.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fits {
    Never,
    /// Whatever its name.
    Always,
    /// That depends on its name, of which the pattern has all that is `literal`.
    ByName {
        literal: bool,
    },
    /// It is longer than what is compared.
    TooLong,
}

/// A part of an ARN.
#[derive(Clone, Copy)]
enum Part {
    Is(char),
    /// Any characters of one field.
    Any,
    /// Those of a name, of which nothing is known: only `*` stands for them whatever they are.
    Name,
}

impl BackedUp {
    /// That of the resource type, if AWS Backup copies it.
    pub(super) fn of(of_type: &str) -> Option<&'static Self> {
        BACKED_UP.iter().find(|kind| kind.of_type == of_type)
    }

    /// Whether `pattern` stands for the ARN of a resource of this type; each that is not known may be anything.
    pub(super) fn fits(&self, pattern: &str, region: Option<&str>, name: Option<&str>) -> Fits {
        if pattern.len() > MAX_LENGTH {
            return Fits::TooLong;
        }
        if name.is_some_and(|name| name.len() > MAX_LENGTH) {
            return Fits::Never;
        }
        let pattern: Vec<char> = pattern.chars().collect();
        let mut arn: Vec<Part> = Vec::new();
        let text = |arn: &mut Vec<Part>, text: &str| arn.extend(text.chars().map(Part::Is));
        text(&mut arn, "arn:");
        arn.push(Part::Any);
        text(&mut arn, &format!(":{}:", self.service));
        // Buckets have neither region nor account in their ARN.
        let in_account = self.service != "s3";
        match region.filter(|_| in_account) {
            Some(region) => text(&mut arn, region),
            None if in_account => arn.push(Part::Any),
            None => {}
        }
        text(&mut arn, ":");
        if in_account {
            arn.push(Part::Any);
        }
        text(&mut arn, &format!(":{}", self.prefix));
        match name {
            Some(name) => text(&mut arn, name),
            None => arn.push(Part::Name),
        }
        if stands_for(&pattern, &arn) {
            return Fits::Always;
        }
        // What is written of the name is all of it when what precedes the name is written with it.
        let after = pattern.iter().rposition(|one| *one == '*').map_or(0, |at| at + 1);
        let last: String = pattern.iter().skip(after).collect();
        let literal = last.contains(&format!(":{}", self.prefix));
        if let Some(last) = arn.last_mut().filter(|_| name.is_none()) {
            *last = Part::Any;
        }
        if stands_for(&pattern, &arn) { Fits::ByName { literal } } else { Fits::Never }
    }
}

/// Whether some text is both what `pattern` and what `arn` stands for.
fn stands_for(pattern: &[char], arn: &[Part]) -> bool {
    // What can be left of the pattern after each part: whether each position is reached.
    let mut reached = vec![false; pattern.len() + 1];
    let open = |reached: &mut [bool]| {
        for (at, one) in pattern.iter().enumerate() {
            if *one == '*'
                && reached.get(at) == Some(&true)
                && let Some(next) = reached.get_mut(at + 1)
            {
                *next = true;
            }
        }
    };
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    open(&mut reached);
    for part in arn {
        let mut next = vec![false; reached.len()];
        // Any characters, none too: the pattern goes on by itself.
        let mut carried = false;
        for (at, slot) in next.iter_mut().enumerate() {
            let here = reached.get(at) == Some(&true);
            let before = at.checked_sub(1).and_then(|before| Some((*pattern.get(before)?, *reached.get(before)?)));
            let star = pattern.get(at) == Some(&'*');
            *slot = match part {
                Part::Is(one) => (here && star) || before.is_some_and(|(own, was)| was && own == *one),
                Part::Name => here && star,
                Part::Any => {
                    carried = here || (carried && before.is_some_and(|(own, _)| own != ':'));
                    carried
                }
            };
        }
        reached = next;
        open(&mut reached);
    }
    reached.last() == Some(&true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(of_type: &str, pattern: &str, name: Option<&str>) -> Fits {
        BackedUp::of(of_type).expect("a type").fits(pattern, Some("eu-west-3"), name)
    }

    #[test]
    fn a_star_crosses_the_fields_of_an_arn() {
        for pattern in [
            "*",
            "arn:aws:*",
            "arn:*:db:patients",
            "*:patients",
            "*patients",
            "arn:aws:rds:eu-west-3:123456789012:*patients",
            "arn:aws:rds:eu-west-3:123456789012:db*",
            "arn:aws:rds:*:*:db:patients",
            "arn:aws:rds:eu-*:db:pat*s",
            "arn:aws:rds:eu-west-3:123456789012:db:patients",
        ] {
            assert_eq!(fits("aws_db_instance", pattern, Some("patients")), Fits::Always, "{pattern}");
        }
        for pattern in [
            "",
            "db*",
            "patients",
            "arn:aws:rds:eu-west-1:*",
            "arn:aws:rds:eu-west-3:123456789012:cluster:*",
            "arn:aws:rds:eu-west-3:1234:56789012:db:patients",
            "arn:aws:rds:eu-west-3:123456789012:db:patient",
            "arn:aws:ec2:*",
            "*:agents",
        ] {
            assert_eq!(fits("aws_db_instance", pattern, Some("patients")), Fits::Never, "{pattern}");
        }
        assert_eq!(fits("aws_s3_bucket", "arn:aws:s3:::patients", Some("patients")), Fits::Always);
        assert_eq!(fits("aws_s3_bucket", "arn:aws:s3:::*", None), Fits::Always);
    }

    #[test]
    fn a_name_that_is_not_known_matters_when_the_pattern_asks_for_it() {
        let volume = |pattern| fits("aws_ebs_volume", pattern, None);
        for pattern in ["*", "arn:aws:ec2:*:*:volume/*", "arn:aws:ec2:*:*:vol*", "arn:*"] {
            assert_eq!(volume(pattern), Fits::Always, "{pattern}");
        }
        for pattern in ["arn:aws:ec2:*:*:volume/vol-0*", "*vol-0a", "arn:aws:ec2:eu-west-3:123456789012:*0a"] {
            assert_eq!(volume(pattern), Fits::ByName { literal: false }, "{pattern}");
        }
        assert_eq!(volume("arn:aws:ec2:*:*:volume/vol-0a"), Fits::ByName { literal: true });
        assert_eq!(volume("arn:aws:ec2:*:*:instance/*"), Fits::Never);
        assert_eq!(volume(&"*".repeat(MAX_LENGTH + 1)), Fits::TooLong);
        // A region that is not known may be any.
        let anywhere = BackedUp::of("aws_ebs_volume").expect("a type");
        assert_eq!(anywhere.fits("arn:aws:ec2:eu-west-1:*:volume/*", None, None), Fits::Always);
    }
}
