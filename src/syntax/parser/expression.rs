//! Operators, conditionals, traversals and the terms they apply to.

use super::super::ast::{BinaryOperator, NodeId, RawKind, RawStep, RawStepKind, UnaryOperator};
use super::super::error::SyntaxErrorKind;
use super::super::lexer::{Kind, Token, offset};
use super::{MAX_DEPTH, Parsed, Parser, settle};

/// A unary operator that waits for its operand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prefix {
    operator: UnaryOperator,
    start: u32,
}

/// A binary operator and its left operand, waiting for the right one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pending {
    operator: BinaryOperator,
    left: Parsed,
}

/// The operator a token stands for, with its precedence.
fn binary_operator(kind: Kind) -> Option<(BinaryOperator, u8)> {
    Some(match kind {
        Kind::Or => (BinaryOperator::Or, 1),
        Kind::And => (BinaryOperator::And, 2),
        Kind::DoubleEqual => (BinaryOperator::Equal, 3),
        Kind::NotEqual => (BinaryOperator::NotEqual, 3),
        Kind::Less => (BinaryOperator::Less, 4),
        Kind::LessOrEqual => (BinaryOperator::LessOrEqual, 4),
        Kind::Greater => (BinaryOperator::Greater, 4),
        Kind::GreaterOrEqual => (BinaryOperator::GreaterOrEqual, 4),
        Kind::Plus => (BinaryOperator::Add, 5),
        Kind::Minus => (BinaryOperator::Subtract, 5),
        Kind::Star => (BinaryOperator::Multiply, 6),
        Kind::Slash => (BinaryOperator::Divide, 6),
        Kind::Percent => (BinaryOperator::Modulo, 6),
        _ => return None,
    })
}

fn precedence(operator: BinaryOperator) -> u8 {
    match operator {
        BinaryOperator::Or => 1,
        BinaryOperator::And => 2,
        BinaryOperator::Equal | BinaryOperator::NotEqual => 3,
        BinaryOperator::Less
        | BinaryOperator::LessOrEqual
        | BinaryOperator::Greater
        | BinaryOperator::GreaterOrEqual => 4,
        BinaryOperator::Add | BinaryOperator::Subtract => 5,
        BinaryOperator::Multiply | BinaryOperator::Divide | BinaryOperator::Modulo => 6,
    }
}

impl Parser<'_> {
    /// An expression. One that cannot be read is an invalid node, and the parser recovers from the token that stopped it.
    pub(super) fn expression(&mut self) -> Parsed {
        if self.depth >= MAX_DEPTH {
            self.error_here(SyntaxErrorKind::TooDeep);
            return self.missing();
        }
        self.depth += 1;
        let condition = self.operation();
        let parsed =
            if self.token.kind == Kind::Question && !self.recovering { self.conditional(condition) } else { condition };
        self.depth -= 1;
        parsed
    }

    fn conditional(&mut self, condition: Parsed) -> Parsed {
        self.advance();
        let then = self.expression();
        let otherwise = if self.recovering {
            self.missing()
        } else if self.token.kind == Kind::Colon {
            self.advance();
            self.expression()
        } else {
            self.error_here(SyntaxErrorKind::MissingElse);
            self.missing()
        };
        let start = offset(self.tree.node_ids.len());
        self.tree.node_ids.extend([condition.id, then.id, otherwise.id]);
        let below = condition.height.max(then.height).max(otherwise.height);
        self.branch(self.start_of(condition.id), self.previous_end, below, RawKind::Conditional { start })
    }

    pub(super) fn start_of(&self, id: NodeId) -> u32 {
        self.tree.nodes.get(id.0 as usize).map_or(0, |node| node.start)
    }

    fn end_of(&self, id: NodeId) -> u32 {
        self.tree.nodes.get(id.0 as usize).map_or(0, |node| node.end)
    }

    /// Operands and binary operators. Those of higher precedence, and of two equal ones the first, apply first.
    fn operation(&mut self) -> Parsed {
        let mut left = self.operand();
        if binary_operator(self.token.kind).is_none() {
            return left;
        }
        let base = self.binary.len();
        while let Some((operator, level)) = binary_operator(self.token.kind)
            && !self.recovering
        {
            left = self.apply_pending(base, left, level);
            self.binary.push(Pending { operator, left });
            self.advance();
            left = self.operand();
        }
        self.apply_pending(base, left, 0)
    }

    /// Applies the waiting operators above `base` whose precedence is at least `level`.
    fn apply_pending(&mut self, base: usize, mut right: Parsed, level: u8) -> Parsed {
        while self.binary.len() > base {
            let Some(&Pending { operator, left }) = self.binary.last() else {
                break;
            };
            if precedence(operator) < level {
                break;
            }
            self.binary.pop();
            let (start, end) = (self.start_of(left.id), self.end_of(right.id));
            let kind = RawKind::Binary { operator, left: left.id, right: right.id };
            right = self.branch(start, end, left.height.max(right.height), kind);
        }
        right
    }

    fn operand(&mut self) -> Parsed {
        let base = self.unary.len();
        loop {
            let operator = match self.token.kind {
                Kind::Minus => UnaryOperator::Negate,
                Kind::Bang => UnaryOperator::Not,
                _ => break,
            };
            self.unary.push(Prefix { operator, start: self.token.start });
            self.advance();
        }
        let mut operand = self.postfix();
        while self.unary.len() > base {
            let Some(Prefix { operator, start }) = self.unary.pop() else {
                break;
            };
            if operand.height >= MAX_DEPTH {
                self.unary.truncate(base);
            }
            let end = self.end_of(operand.id);
            operand = self.branch(start, end, operand.height, RawKind::Unary { operator, operand: operand.id });
        }
        operand
    }

    /// A term and the steps that follow it.
    fn postfix(&mut self) -> Parsed {
        let start = self.token.start;
        let term = self.term();
        if self.recovering || !matches!(self.token.kind, Kind::Dot | Kind::OpenBracket) {
            return term;
        }
        let base = self.steps.len();
        let mut below = term.height;
        while !self.recovering {
            match self.token.kind {
                Kind::Dot => self.dot(base),
                Kind::OpenBracket => below = below.max(self.index()),
                _ => break,
            }
        }
        let (steps, length) = settle(&mut self.steps, base, &mut self.tree.steps);
        let Ok(length) = u16::try_from(length) else {
            self.error(start, self.previous_end, SyntaxErrorKind::TooDeep);
            return self.invalid(start, self.previous_end);
        };
        self.branch(start, self.previous_end, below, RawKind::Postfix { base: term.id, start: steps, length })
    }

    /// `.name`, `.0`, `.*`. The steps of the traversal are those from `base` on.
    fn dot(&mut self, base: usize) {
        let dot = self.token.start;
        self.advance();
        let Token { kind, start, end, .. } = self.token;
        match kind {
            Kind::Identifier => {
                self.steps.push(RawStep { start, kind: RawStepKind::Attribute { end } });
                self.advance();
            }
            Kind::Star => {
                if self.in_attribute_splat(base) {
                    self.note(start, end, SyntaxErrorKind::unexpected('*'));
                }
                self.steps.push(RawStep { start: dot, kind: RawStepKind::AttributeSplat { end } });
                self.advance();
            }
            Kind::Number => {
                self.legacy_index(dot);
                self.advance();
            }
            _ => self.error_here(SyntaxErrorKind::MissingAttributeName),
        }
    }

    /// Whether a `.*` goes on here: only steps with a dot have followed it, and Terraform allows none in another.
    fn in_attribute_splat(&self, base: usize) -> bool {
        let dotted = |step: &&RawStep| match step.kind {
            RawStepKind::Attribute { .. } => true,
            RawStepKind::Index { .. } => self.lexer.byte(step.start as usize) == Some(b'.'),
            RawStepKind::AttributeSplat { .. } | RawStepKind::FullSplat { .. } => false,
        };
        let steps = self.steps.get(base..).unwrap_or_default();
        let last = steps.iter().rev().find(|step| !dotted(step));
        matches!(last, Some(RawStep { kind: RawStepKind::AttributeSplat { .. }, .. }))
    }

    /// `.0`. What looks like two, `.0.1`, is one number to the lexer: Terraform rejects it, though its meaning is plain.
    fn legacy_index(&mut self, dot: u32) {
        let Token { start, end, .. } = self.token;
        let text = self.lexer.slice(start as usize, end as usize);
        if text.contains('.') {
            self.note(start, end, SyntaxErrorKind::InvalidLegacyIndex);
        }
        let (mut dot, mut start) = (dot, start);
        for part in text.split('.') {
            let end = start + offset(part.len());
            let key = self.node(start, end, RawKind::Number);
            self.steps.push(RawStep { start: dot, kind: RawStepKind::Index { key } });
            (dot, start) = (end, end + 1);
        }
    }

    /// `[key]`, `[*]`: how many levels the key holds.
    fn index(&mut self) -> u16 {
        let open = self.token;
        let splat = self
            .lexer
            .text
            .get(open.end as usize..)
            .is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with('*'));
        let outer = self.enter(false);
        if splat && self.token.kind == Kind::Star {
            self.advance();
            if self.token.kind == Kind::CloseBracket && !self.token.after_newline {
                self.newlines = outer;
                let end = self.token.end;
                self.advance();
                self.steps.push(RawStep { start: open.start, kind: RawStepKind::FullSplat { end } });
            } else {
                self.error_here(SyntaxErrorKind::UnclosedSplat);
                self.leave(Kind::CloseBracket, open, outer);
            }
            return 0;
        }
        let key = self.expression();
        self.leave(Kind::CloseBracket, open, outer);
        self.steps.push(RawStep { start: open.start, kind: RawStepKind::Index { key: key.id } });
        key.height
    }

    fn term(&mut self) -> Parsed {
        let token @ Token { kind, start, end, .. } = self.token;
        match kind {
            Kind::Identifier => self.name(),
            Kind::Quote => self.quoted_template(),
            Kind::Heredoc => self.heredoc(),
            Kind::Number => {
                if !is_number(self.lexer.slice(start as usize, end as usize)) {
                    self.note(start, end, SyntaxErrorKind::MalformedNumber);
                }
                self.advance();
                self.leaf(start, end, RawKind::Number)
            }
            Kind::OpenBracket => self.tuple(),
            Kind::OpenBrace => self.object(),
            Kind::OpenParen => {
                let outer = self.enter(false);
                let inner = self.expression();
                let end = self.leave(Kind::CloseParen, token, outer);
                self.branch(start, end, inner.height, RawKind::Parenthesized { inner: inner.id })
            }
            Kind::Less if self.lexer.byte(end as usize) == Some(b'<') => self.bad_heredoc(),
            Kind::Newline if !self.recovering && self.goes_on_below() => {
                self.note(start, start, SyntaxErrorKind::MissingExpression);
                while self.token.kind == Kind::Newline {
                    self.advance();
                }
                self.term()
            }
            _ => {
                self.error_here(SyntaxErrorKind::MissingExpression);
                self.missing()
            }
        }
    }

    /// Whether the next line starts with what can be an operand, and is no item of a body or an object.
    fn goes_on_below(&self) -> bool {
        let rest = self.lexer.text.get(self.token.end as usize..).unwrap_or_default().trim_start();
        let name = rest.len()
            - rest.trim_start_matches(|next: char| next.is_alphanumeric() || matches!(next, '_' | '-')).len();
        let after = rest.get(name..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let item = match after.as_bytes() {
            [b'=', next, ..] => !matches!(next, b'=' | b'>'),
            [b'=' | b':' | b'{', ..] => true,
            [b'"', ..] => name > 0,
            _ => false,
        };
        rest.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '_' | '"' | '(' | '[')) && !item
    }

    /// A variable, a literal that is a word, or a call.
    fn name(&mut self) -> Parsed {
        let Token { start, end, .. } = self.token;
        self.advance();
        if matches!(self.token.kind, Kind::OpenParen | Kind::DoubleColon) {
            return self.call(start, end);
        }
        let kind = match self.lexer.slice(start as usize, end as usize) {
            "true" => RawKind::Bool(true),
            "false" => RawKind::Bool(false),
            "null" => RawKind::Null,
            _ => RawKind::Variable,
        };
        self.leaf(start, end, kind)
    }

    fn call(&mut self, start: u32, mut name_end: u32) -> Parsed {
        while self.token.kind == Kind::DoubleColon {
            self.advance();
            if self.token.kind != Kind::Identifier {
                self.error_here(SyntaxErrorKind::MissingCall);
                return self.invalid(start, name_end);
            }
            name_end = self.token.end;
            self.advance();
        }
        let (open, Ok(name_length)) = (self.token, u16::try_from(name_end - start)) else {
            self.error(start, name_end, SyntaxErrorKind::MissingCall);
            return self.invalid(start, name_end);
        };
        if open.kind != Kind::OpenParen {
            self.error_here(SyntaxErrorKind::MissingCall);
            return self.invalid(start, name_end);
        }
        let outer = self.enter(false);
        let base = self.node_ids.len();
        let mut below = 0;
        let mut expand_last = false;
        while self.token.kind != Kind::CloseParen {
            let argument = self.expression();
            self.node_ids.push(argument.id);
            below = below.max(argument.height);
            if self.token.kind == Kind::Ellipsis && !self.recovering {
                expand_last = true;
                self.advance();
                if self.token.kind != Kind::CloseParen {
                    self.error_here(SyntaxErrorKind::EllipsisNotLast);
                }
            }
            if !self.separator(Kind::CloseParen) {
                break;
            }
        }
        let end = self.leave(Kind::CloseParen, open, outer);
        let (arguments, length) = settle(&mut self.node_ids, base, &mut self.tree.node_ids);
        self.branch(start, end, below, RawKind::Call { start: arguments, length, name_length, expand_last })
    }

    /// Passes over a comma between two elements. Whether one follows.
    pub(super) fn separator(&mut self, close: Kind) -> bool {
        if self.token.kind != Kind::Comma && self.token.kind != close {
            if matches!(self.token.kind, Kind::End | Kind::CloseBrace | Kind::CloseBracket | Kind::CloseParen)
                || (self.token.kind == Kind::Identifier && self.token.after_newline && self.starts_item())
            {
                return false;
            }
            self.error_here(SyntaxErrorKind::MissingComma);
            while !self.at_boundary() {
                self.skip_one();
            }
        }
        if self.token.kind != Kind::Comma {
            return false;
        }
        self.recovering = false;
        self.advance();
        true
    }
}

/// Whether the lexer's number is one: a dot at most, and an exponent that a number can have.
fn is_number(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(left, right)| (left, Some(right)));
    mantissa.bytes().filter(|byte| *byte == b'.').count() <= 1
        && !mantissa.ends_with('.')
        && exponent.is_none_or(|exponent| exponent.parse::<i32>().is_ok_and(|value| value.unsigned_abs() < 600_000_000))
}
