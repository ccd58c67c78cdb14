//! Slips of the pen in the resource types that policies name, against those of the catalogue.

use super::error::TypeHint;
use crate::catalogue::Catalogue;
use crate::inventory::Pattern;

/// What `pattern` most likely means instead, when it is of a provider whose resource types the catalogue has and of none
/// of them. A type that is not like any other may be newer than the catalogue: only what is a slip of the pen is wrong.
pub(super) fn mistaken(pattern: &Pattern) -> Option<TypeHint> {
    let (provider, _) = pattern.start().split_once('_')?;
    let types = Catalogue::embedded().resource_types(provider);
    if types.is_empty() || types.iter().any(|of_type| pattern.matches(of_type)) {
        return None;
    }
    if pattern.as_str().contains('*') {
        return Some(TypeHint::NoneOf(provider.to_owned()));
    }
    let near = |of_type: &&str| strsim::damerau_levenshtein(of_type, pattern.as_str()) == 1;
    types.into_iter().find(near).map(|of_type| TypeHint::Near(of_type.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_by_a_letter_from_a_known_type_is_a_slip() {
        let of = |pattern: &str| mistaken(&Pattern::new(pattern));
        assert_eq!(of("aws_s3_bucket"), None);
        assert_eq!(of("aws_s3_*"), None);
        assert_eq!(of("aws_s3_buckets"), Some(TypeHint::Near("aws_s3_bucket".into())));
        assert_eq!(of("aws_s4_*"), Some(TypeHint::NoneOf("aws".into())));
        // Newer than the catalogue, or of a provider that it does not have.
        assert_eq!(of("aws_something_new"), None);
        assert_eq!(of("acme_bucket"), None);
        assert_eq!(of("*"), None);
    }
}
