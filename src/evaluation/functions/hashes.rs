//! Digests of text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::arguments::Arguments;
use super::error::{Failure, Problem};
use super::signature::{Function, Kind, Parameter};
use crate::evaluation::value::Value;

const TEXT: Parameter = Parameter::new("str", Kind::String);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("base64sha256", &[TEXT], Kind::String, |call| Ok(base64_digest::<Sha256>(call.text(0).as_bytes()))),
    Function::new("base64sha512", &[TEXT], Kind::String, |call| Ok(base64_digest::<Sha512>(call.text(0).as_bytes()))),
    Function::new("md5", &[TEXT], Kind::String, |call| Ok(digest::<Md5>(call.text(0).as_bytes()))),
    Function::new("sha1", &[TEXT], Kind::String, |call| Ok(digest::<Sha1>(call.text(0).as_bytes()))),
    Function::new("sha256", &[TEXT], Kind::String, |call| Ok(digest::<Sha256>(call.text(0).as_bytes()))),
    Function::new("sha512", &[TEXT], Kind::String, |call| Ok(digest::<Sha512>(call.text(0).as_bytes()))),
    Function::new(
        "uuidv5",
        &[Parameter::new("namespace", Kind::String), Parameter::new("name", Kind::String)],
        Kind::String,
        uuid_v5,
    ),
];

/// The digest of `bytes`, in hexadecimal.
pub(super) fn digest<D: Digest>(bytes: &[u8]) -> Value {
    Value::string(hexadecimal(&D::digest(bytes)))
}

/// The digest of `bytes`, in Base64.
pub(super) fn base64_digest<D: Digest>(bytes: &[u8]) -> Value {
    Value::string(STANDARD.encode(D::digest(bytes)))
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A UUID of version 5: a digest of the namespace's UUID and the name (RFC 9562, section 5.5).
fn uuid_v5(call: &Arguments<'_>) -> Result<Value, Failure> {
    let namespace = match call.text(0) {
        "dns" => "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "url" => "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
        "oid" => "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
        "x500" => "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
        uuid => uuid,
    };
    let namespace = namespace.strip_prefix("urn:uuid:").unwrap_or(namespace);
    let namespace = namespace.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(namespace);
    let digits = namespace.replace('-', "");
    let well_formed = digits.len() == 32
        && (namespace.len() == 32 || namespace.len() == 36)
        && (namespace.len() == 32
            || [8, 13, 18, 23].iter().all(|position| namespace.as_bytes().get(*position) == Some(&b'-')));
    let number = u128::from_str_radix(&digits, 16).ok().filter(|_| well_formed && !digits.starts_with('+'));
    let number = number.ok_or_else(|| Problem::Namespace.at(0))?;
    let hash = Sha1::new_with_prefix(number.to_be_bytes()).chain_update(call.text(1)).finalize();
    let Some(first) = hash.first_chunk::<16>() else {
        return Err(Problem::Namespace.at(0));
    };
    let versioned = u128::from_be_bytes(*first) & !(0xf000 << 64) | (0x5000 << 64);
    let text = format!("{:032x}", versioned & !(0xc << 60) | (0x8 << 60));
    let parts: Vec<&str> = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)]
        .iter()
        .filter_map(|(start, end)| text.get(*start..*end))
        .collect();
    Ok(Value::string(parts.join("-")))
}
