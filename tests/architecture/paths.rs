//! Which modules at the top of the crate a source file names.
//!
//! Tokens are enough: comments and strings are none of them, and the inside of a macro call, which a syntax tree leaves
//! opaque, is.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, LexError, TokenStream, TokenTree};

/// The modules at the top of the crate that `text`, the file of the module `module`, names.
pub(crate) fn modules_used(module: &[&str], text: &str) -> Result<BTreeSet<String>, LexError> {
    let mut used = BTreeSet::new();
    walk(text.parse()?, module.len(), &mut used);
    Ok(used)
}

/// Walks `tokens`, which stand in a module that is `depth` modules deep.
fn walk(tokens: TokenStream, depth: usize, used: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = tokens.as_slice();
    while let [token, after @ ..] = rest {
        let continued = follows_colons(&tokens, tokens.len() - rest.len());
        rest = match token {
            TokenTree::Ident(word) if word == "crate" && !continued => path(after, 0, used),
            TokenTree::Ident(word) if word == "super" && !continued => path(after, depth.saturating_sub(1), used),
            TokenTree::Ident(word) if word == "mod" => match after {
                [TokenTree::Ident(_), TokenTree::Group(body), after @ ..] => {
                    walk(body.stream(), depth + 1, used);
                    after
                }
                _ => after,
            },
            // A doc comment is tokens too: an attribute whose text is a string.
            TokenTree::Group(group) => {
                walk(group.stream(), depth, used);
                after
            }
            _ => after,
        };
    }
}

/// Whether the token at `position` continues a path.
fn follows_colons(tokens: &[TokenTree], position: usize) -> bool {
    position >= 2
        && [1, 2].iter().all(|back| matches!(&tokens[position - back], TokenTree::Punct(p) if p.as_char() == ':'))
}

/// Follows a path from a module that is `depth` modules deep; gives what stands after it.
fn path<'t>(tokens: &'t [TokenTree], depth: usize, used: &mut BTreeSet<String>) -> &'t [TokenTree] {
    match tokens {
        [TokenTree::Punct(one), TokenTree::Punct(two), after @ ..] if one.as_char() == ':' && two.as_char() == ':' => {
            segment(after, depth, used)
        }
        _ => tokens,
    }
}

/// The next segment of a path: a name, `super`, or several between braces.
fn segment<'t>(tokens: &'t [TokenTree], depth: usize, used: &mut BTreeSet<String>) -> &'t [TokenTree] {
    match tokens {
        [TokenTree::Ident(word), after @ ..] if word == "super" => path(after, depth.saturating_sub(1), used),
        [TokenTree::Ident(word), after @ ..] => {
            if depth == 0 {
                used.insert(word.to_string());
            }
            after
        }
        [TokenTree::Group(group), after @ ..] if group.delimiter() == Delimiter::Brace => {
            let inside: Vec<TokenTree> = group.stream().into_iter().collect();
            let comma = |token: &TokenTree| matches!(token, TokenTree::Punct(p) if p.as_char() == ',');
            for item in inside.split(comma) {
                segment(item, depth, used);
            }
            after
        }
        _ => tokens,
    }
}
