//! Text in other encodings than UTF-8.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::Encoding;

use super::arguments::{Arguments, string};
use super::encoding::base64_at;
use super::error::{Failure, Problem};
use super::signature::{Function, Kind, Parameter};
use crate::evaluation::value::Value;

const CHARSET: Parameter = Parameter::new("encoding", Kind::String);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("textdecodebase64", &[Parameter::new("source", Kind::String), CHARSET], Kind::String, |call| {
        let charset = charset_at(call, 1)?;
        let text = charset.decode(&base64_at(call, 0)?);
        string(&text.ok_or_else(|| Problem::NotInEncoding.at(0))?)
    }),
    Function::new("textencodebase64", &[Parameter::new("string", Kind::String), CHARSET], Kind::String, |call| {
        let bytes = charset_at(call, 1)?.encode(call.text(0));
        Ok(Value::string(STANDARD.encode(bytes.ok_or_else(|| Problem::NotInEncoding.at(0))?)))
    }),
];

/// An encoding. Browsers, whom the library serves, take the first ones for others or do not write them.
enum Charset {
    Ascii,
    Latin1,
    Utf16 { big_endian: bool, mark: bool },
    Other(&'static Encoding),
}

fn charset_at(call: &Arguments<'_>, index: usize) -> Result<Charset, Failure> {
    let name = call.text(index).to_ascii_lowercase();
    Ok(match &*name {
        "us-ascii" | "ascii" | "iso646-us" | "us" => Charset::Ascii,
        "iso-8859-1" | "iso_8859-1" | "iso_8859-1:1987" | "latin1" | "l1" | "cp819" | "ibm819" => Charset::Latin1,
        "utf-16" => Charset::Utf16 { big_endian: true, mark: true },
        "utf-16be" => Charset::Utf16 { big_endian: true, mark: false },
        "utf-16le" => Charset::Utf16 { big_endian: false, mark: false },
        // Labels of browsers that the registry of IANA does not have.
        _ if name.starts_with("cp") || name.starts_with("x-") || name.trim() != name || name == "utf8" => {
            return Err(Problem::Encoding.at(index));
        }
        _ => Charset::Other(Encoding::for_label_no_replacement(name.as_bytes()).ok_or(Problem::Encoding.at(index))?),
    })
}

impl Charset {
    fn decode(&self, bytes: &[u8]) -> Option<String> {
        match *self {
            Self::Ascii => bytes.is_ascii().then(|| bytes.iter().copied().map(char::from).collect()),
            Self::Latin1 => Some(bytes.iter().copied().map(char::from).collect()),
            Self::Utf16 { big_endian, mark } => {
                let (bytes, big_endian) = match bytes {
                    [0xff, 0xfe, rest @ ..] if mark => (rest, false),
                    [0xfe, 0xff, rest @ ..] if mark => (rest, true),
                    _ => (bytes, big_endian),
                };
                let (units, []) = bytes.as_chunks::<2>() else { return None };
                let read = if big_endian { u16::from_be_bytes } else { u16::from_le_bytes };
                String::from_utf16(&units.iter().map(|unit| read(*unit)).collect::<Vec<_>>()).ok()
            }
            Self::Other(encoding) => {
                let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
                // Bytes that stand for nothing are control characters to browsers.
                let is_undefined = |character: char| {
                    ('\u{80}'..='\u{9f}').contains(&character) && encoding.name().starts_with("windows")
                };
                (!text.contains(is_undefined)).then(|| text.into_owned())
            }
        }
    }

    fn encode(&self, text: &str) -> Option<Vec<u8>> {
        match *self {
            Self::Ascii => text.is_ascii().then(|| text.as_bytes().to_vec()),
            Self::Latin1 => text.chars().map(|character| u8::try_from(character).ok()).collect(),
            Self::Utf16 { big_endian, mark } => {
                let write = if big_endian { u16::to_be_bytes } else { u16::to_le_bytes };
                Some(mark.then_some(0xfeff).into_iter().chain(text.encode_utf16()).flat_map(write).collect())
            }
            Self::Other(encoding) => {
                let (bytes, _, failed) = encoding.encode(text);
                (!failed).then(|| bytes.into_owned())
            }
        }
    }
}
