//! The type that several types can all be converted to.

use super::types::{ObjectAttribute, Type};

/// The type that all of `types` convert to, `None` when there is none. `any` gives way to the others, since it stands
/// for what is not known. Linear in the size of the types.
pub fn unify_all(types: &[&Type]) -> Option<Type> {
    let known: Vec<&Type> = types.iter().copied().filter(|of_type| **of_type != Type::Any).collect();
    let Some((first, others)) = known.split_first() else {
        return Some(Type::Any);
    };
    if others.iter().all(|other| other == first) {
        return Some((*first).clone());
    }
    if known.iter().all(|of_type| of_type.is_primitive()) {
        // Anything primitive can be written as a string; a bool and a number have nothing in common but that, so that
        // what is not known can only be a string.
        return (known.contains(&&Type::String) || known.len() < types.len()).then_some(Type::String);
    }
    let count = |is: fn(&Type) -> bool| known.iter().filter(|of_type| is(of_type)).count();
    let lists = count(|of_type| matches!(of_type, Type::List(_)));
    let sets = count(|of_type| matches!(of_type, Type::Set(_)));
    let tuples = count(|of_type| matches!(of_type, Type::Tuple(_)));
    let maps = count(|of_type| matches!(of_type, Type::Map(_)));
    let objects = count(|of_type| matches!(of_type, Type::Object(_)));
    let all = known.len();
    if tuples == all {
        unify_tuples(&known)
    } else if objects == all {
        unify_objects(&known)
    } else if sets > 0 && lists == 0 && sets + tuples == all {
        // The elements of a tuple have to become what those of the sets are, whether they can or not.
        unify_elements(&only(&known, |of_type| matches!(of_type, Type::Set(_)))).map(Type::set)
    } else if sets > 0 && lists > 0 && sets + lists == all {
        // And those of a set what those of the lists are.
        unify_elements(&only(&known, |of_type| matches!(of_type, Type::List(_)))).map(Type::list)
    } else if lists + sets + tuples == all {
        unify_elements(&known).map(Type::list)
    } else if maps + objects == all {
        unify_elements(&known).map(Type::map)
    } else {
        None
    }
}

/// Those of `types` that are of one kind, unless these leave open what their elements are.
fn only<'t>(types: &[&'t Type], is: fn(&Type) -> bool) -> Vec<&'t Type> {
    let chosen: Vec<&Type> = types.iter().copied().filter(|of_type| is(of_type)).collect();
    if chosen.iter().all(|of_type| of_type.has_any()) { types.to_vec() } else { chosen }
}

/// The type of the elements, whatever the collection.
fn unify_elements(types: &[&Type]) -> Option<Type> {
    let mut elements: Vec<&Type> = Vec::new();
    for of_type in types {
        match of_type {
            Type::List(element) | Type::Set(element) | Type::Map(element) => elements.push(element),
            Type::Tuple(inner) => elements.extend(inner),
            Type::Object(attributes) => elements.extend(attributes.iter().map(|attribute| &attribute.of_type)),
            Type::Any | Type::Bool | Type::Number | Type::String => return None,
        }
    }
    unify_all(&elements)
}

/// Tuples of one length are unified element by element, others become a list.
fn unify_tuples(types: &[&Type]) -> Option<Type> {
    let tuples: Vec<&[Type]> = types
        .iter()
        .filter_map(|of_type| if let Type::Tuple(elements) = of_type { Some(&elements[..]) } else { None })
        .collect();
    let length = tuples.first()?.len();
    if tuples.iter().any(|elements| elements.len() != length) {
        return unify_elements(types).map(Type::list);
    }
    (0..length)
        .map(|index| unify_all(&tuples.iter().filter_map(|elements| elements.get(index)).collect::<Vec<_>>()))
        .collect::<Option<_>>()
        .map(Type::Tuple)
}

/// Objects with the same attributes are unified attribute by attribute, others become a map.
fn unify_objects(types: &[&Type]) -> Option<Type> {
    let objects: Vec<&[ObjectAttribute]> = types
        .iter()
        .filter_map(|of_type| if let Type::Object(attributes) = of_type { Some(&attributes[..]) } else { None })
        .collect();
    let first = *objects.first()?;
    let alike = |attributes: &&[ObjectAttribute]| {
        attributes.len() == first.len() && attributes.iter().zip(first).all(|(left, right)| left.name == right.name)
    };
    if !objects.iter().all(alike) {
        return unify_elements(types).map(Type::map);
    }
    first
        .iter()
        .enumerate()
        .map(|(index, attribute)| {
            let across: Vec<&Type> =
                objects.iter().filter_map(|attributes| attributes.get(index)).map(|found| &found.of_type).collect();
            Some(ObjectAttribute {
                name: attribute.name.clone(),
                of_type: unify_all(&across)?,
                optional: false,
                default: None,
            })
        })
        .collect::<Option<_>>()
        .map(Type::Object)
}
