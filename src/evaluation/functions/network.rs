//! Address ranges.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

use super::arguments::{Arguments, list};
use super::error::{Failure, Problem};
use super::signature::{Function, Kind, Parameter};
use crate::evaluation::value::Value;

const PREFIX: Parameter = Parameter::new("prefix", Kind::String);

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "cidrcontains",
        &[Parameter::new("containing_prefix", Kind::String), Parameter::new("contained_ip_or_prefix", Kind::String)],
        Kind::Bool,
        |call| {
            let outer = range_at(call, 0)?;
            let inner = match range_at(call, 1) {
                Ok(range) => range.trunc(),
                Err(failure) => IpNet::from(address(call.text(1)).ok_or(failure)?),
            };
            if outer.max_prefix_len() != inner.max_prefix_len() {
                return Err(Problem::Families.at(1));
            }
            Ok(Value::Bool(outer.trunc().contains(&inner)))
        },
    ),
    Function::new("cidrhost", &[PREFIX, Parameter::new("hostnum", Kind::Number)], Kind::String, host),
    Function::new("cidrnetmask", &[PREFIX], Kind::String, |call| match range_at(call, 0)? {
        IpNet::V4(range) => Ok(Value::string(range.netmask().to_string())),
        IpNet::V6(_) => Err(Problem::Ipv6Netmask.at(0)),
    }),
    Function::new(
        "cidrsubnet",
        &[PREFIX, Parameter::new("newbits", Kind::Number), Parameter::new("netnum", Kind::Number)],
        Kind::String,
        subnet,
    ),
    Function::new("cidrsubnets", &[PREFIX], Kind::ListOfStrings, subnets)
        .variadic(Parameter::new("newbits", Kind::Number)),
];

/// Terraform takes `010.0.0.0` for `10.0.0.0`.
fn address(text: &str) -> Option<IpAddr> {
    if text.contains(':') {
        return text.parse().ok();
    }
    let parts: Vec<&str> = text
        .split('.')
        .map(|part| match part.trim_start_matches('0') {
            "" if !part.is_empty() => "0",
            digits => digits,
        })
        .collect();
    parts.join(".").parse().ok()
}

fn range_at(call: &Arguments<'_>, index: usize) -> Result<IpNet, Failure> {
    let (start, length) = call.text(index).split_once('/').ok_or_else(|| Problem::Cidr.at(index))?;
    let plain = length.bytes().all(|byte| byte.is_ascii_digit());
    let length = length.parse().ok().filter(|_| plain);
    let range = address(start).zip(length).and_then(|(start, length)| IpNet::new(start, length).ok());
    range.map(|range| range.trunc()).ok_or_else(|| Problem::Cidr.at(index))
}

fn number_of(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(u32::from(address)),
        IpAddr::V6(address) => u128::from(address),
    }
}

/// The address of that number, of the same family as `like`.
fn address_of(number: u128, like: IpNet) -> Option<IpAddr> {
    match like {
        IpNet::V4(_) => u32::try_from(number).ok().map(|number| IpAddr::V4(Ipv4Addr::from(number))),
        IpNet::V6(_) => Some(IpAddr::V6(Ipv6Addr::from(number))),
    }
}

/// 2 to the power of `bits`; `None` when that does not fit.
fn power(bits: u8) -> Option<u128> {
    1_u128.checked_shl(u32::from(bits))
}

/// The address of that number in a range; negative ones count from its end.
fn host(call: &Arguments<'_>) -> Result<Value, Failure> {
    let range = range_at(call, 0)?;
    let wanted = call.number(1).as_integer().ok_or_else(|| Problem::NotWhole.at(1))?;
    let bits = range.max_prefix_len() - range.prefix_len();
    let position = if call.number(1).signum() < 0 {
        // The last one is −1.
        let back = u128::try_from(-wanted).map_err(|_| Problem::NoRoom.at(1))?;
        let last = power(bits).map_or(u128::MAX, |size| size - 1);
        last.checked_sub(back - 1)
    } else {
        u128::try_from(wanted).ok().filter(|position| power(bits).is_none_or(|size| *position < size))
    };
    let number = position.and_then(|position| number_of(range.network()).checked_add(position));
    let address = number.and_then(|number| address_of(number, range)).ok_or_else(|| Problem::NoRoom.at(1))?;
    Ok(Value::string(address.to_string()))
}

/// The length of a prefix that is `bits` longer.
fn extended(range: IpNet, bits: i64) -> Option<u8> {
    let length = i64::from(range.prefix_len()).checked_add(bits)?;
    u8::try_from(length).ok().filter(|length| *length <= range.max_prefix_len())
}

fn subnet(call: &Arguments<'_>) -> Result<Value, Failure> {
    let range = range_at(call, 0)?;
    let new_bits = call.integer(1)?;
    if new_bits < 0 {
        return Err(Problem::Negative.at(1));
    }
    let length = extended(range, new_bits).ok_or_else(|| Problem::NoRoom.at(1))?;
    let wanted = call.number(2).as_integer().ok_or_else(|| Problem::NotWhole.at(2))?;
    let added = length - range.prefix_len();
    let number = u128::try_from(wanted).ok().filter(|number| power(added).is_none_or(|count| *number < count));
    let number = number.ok_or_else(|| Problem::NoRoom.at(2))?;
    let offset = number.checked_shl(u32::from(range.max_prefix_len() - length)).unwrap_or_default();
    let start = address_of(number_of(range.network()) | offset, range).ok_or_else(|| Problem::NoRoom.at(2))?;
    Ok(Value::string(format!("{start}/{length}")))
}

/// Ranges one after the other, each aligned to its size.
fn subnets(call: &Arguments<'_>) -> Result<Value, Failure> {
    let range = range_at(call, 0)?;
    let last = number_of(range.broadcast());
    let mut next = Some(number_of(range.network()));
    let mut found = Vec::new();
    for index in 1..call.len() {
        let new_bits = call.integer(index)?;
        if !(1..=32).contains(&new_bits) {
            return Err(Problem::OutOfRange { least: 1, most: 32 }.at(index));
        }
        let length = extended(range, new_bits).ok_or_else(|| Problem::NoRoom.at(index))?;
        let size = power(range.max_prefix_len() - length).ok_or_else(|| Problem::NoRoom.at(index))?;
        let end = next.and_then(|start| start.checked_next_multiple_of(size)?.checked_add(size - 1));
        let end = end.filter(|end| *end <= last).ok_or_else(|| Problem::NoRoom.at(index))?;
        let start = address_of(end - (size - 1), range).ok_or_else(|| Problem::NoRoom.at(index))?;
        found.push(Value::string(format!("{start}/{length}")));
        next = end.checked_add(1);
    }
    list(found)
}
