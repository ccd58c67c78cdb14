//! The names by which findings, derogations and problems are known again from one run to the next.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The first 128 bits of the SHA-256 of `parts`, in hexadecimal: the same as long as the parts and their order are.
pub fn fingerprint<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // Lengths keep neighbours apart: "ab" + "c" is not "a" + "bc".
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(16).fold(String::with_capacity(32), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn stays_the_same_from_version_to_version() {
        assert_eq!(fingerprint(["CAC-R9-LOCATION", "violation"]), "b113113a22bb8db580fa49cec0f077ee");
    }

    #[test]
    fn tells_parts_from_their_concatenation() {
        assert_ne!(fingerprint(["ab", "c"]), fingerprint(["a", "bc"]));
    }
}
