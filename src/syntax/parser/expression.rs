//! Expressions.

use super::{Parsed, Parser, Unreadable, count};
use crate::syntax::ast::{
    BinaryOperator, NodeId, Range, RawFor, RawItem, RawKind, RawNode, RawStep, RawStepKind, UnaryOperator,
};
use crate::syntax::error::SyntaxErrorKind;
use crate::syntax::lexer::{Kind, Token};

/// Binary operators with how tightly they bind.
fn binary_operator(kind: Kind) -> Option<(BinaryOperator, u8)> {
    Some(match kind {
        Kind::Or => (BinaryOperator::Or, 1),
        Kind::And => (BinaryOperator::And, 2),
        Kind::Equal => (BinaryOperator::Equal, 3),
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

impl Parser<'_> {
    /// An expression, up to what cannot continue it.
    pub(super) fn expression(&mut self) -> Parsed<NodeId> {
        self.deeper(|parser| {
            let condition = parser.binary(1)?;
            if parser.take(Kind::Question).is_none() {
                return Ok(condition);
            }
            let then = parser.expression()?;
            if parser.take(Kind::Colon).is_none() {
                return parser.unreadable(SyntaxErrorKind::IncompleteConditional);
            }
            let otherwise = parser.expression()?;
            let (start, _) = parser.list(&[condition, then, otherwise]);
            let (from, to) = (parser.start_of(condition), parser.end_of(otherwise));
            Ok(parser.node(from, to, RawKind::Conditional { start }))
        })
    }

    /// Operands joined by operators that bind at least as tightly as `least`.
    fn binary(&mut self, least: u8) -> Parsed<NodeId> {
        let mut left = self.unary()?;
        loop {
            let Some((operator, strength)) = binary_operator(self.peek()) else { return Ok(left) };
            if strength < least {
                return Ok(left);
            }
            self.advance();
            let right = self.binary(strength + 1)?;
            let (start, end) = (self.start_of(left), self.end_of(right));
            left = self.node(start, end, RawKind::Binary { operator, left, right });
        }
    }

    fn unary(&mut self) -> Parsed<NodeId> {
        let operator = match self.peek() {
            Kind::Minus => UnaryOperator::Negate,
            Kind::Not => UnaryOperator::Not,
            _ => return self.postfix(),
        };
        let token = self.advance();
        let operand = self.deeper(Self::unary)?;
        let end = self.end_of(operand);
        Ok(self.node(token.start, end, RawKind::Unary { operator, operand }))
    }

    /// A term and what is applied to it.
    fn postfix(&mut self) -> Parsed<NodeId> {
        let base = self.term()?;
        let mut steps: Vec<RawStep> = Vec::new();
        let mut end = self.end_of(base);
        loop {
            match self.peek() {
                Kind::Dot => end = self.dot(&mut steps)?,
                Kind::OpenBracket => {
                    let (kind, start, close) = self.deeper(Self::index)?;
                    steps.push(RawStep { start, kind });
                    end = close;
                }
                _ => break,
            }
        }
        if steps.is_empty() {
            return Ok(base);
        }
        let Ok(length) = u16::try_from(steps.len()) else { return self.unreadable(SyntaxErrorKind::TooDeep) };
        let first = count(self.tree.steps.len());
        self.tree.steps.extend(steps);
        let start = self.start_of(base);
        Ok(self.node(start, end, RawKind::Postfix { base, start: first, length }))
    }

    /// `.name`, `.*`, `.0`. The offset after it.
    fn dot(&mut self, steps: &mut Vec<RawStep>) -> Parsed<u32> {
        let dot = self.advance();
        match self.peek() {
            Kind::Identifier => {
                let name = self.advance();
                steps.push(RawStep {
                    start: dot.start,
                    kind: RawStepKind::Attribute { start: name.start, end: name.end },
                });
                Ok(name.end)
            }
            Kind::Star => {
                let star = self.advance();
                steps.push(RawStep { start: dot.start, kind: RawStepKind::AttributeSplat });
                Ok(star.end)
            }
            Kind::Number => {
                let token = self.advance();
                let text = self.slice(token);
                // `.0.1` is not two indices for Terraform either: it reads a fraction.
                if text.contains('.') {
                    self.error(token.start, token.end, SyntaxErrorKind::InvalidTraversal);
                    return Err(Unreadable);
                }
                let key = self.node(token.start, token.end, RawKind::Number);
                steps.push(RawStep { start: dot.start, kind: RawStepKind::Index { key } });
                Ok(token.end)
            }
            _ => self.unreadable(SyntaxErrorKind::InvalidTraversal),
        }
    }

    /// `[key]` or `[*]`, from its bracket: the step, where it starts and where it ends.
    fn index(&mut self) -> Parsed<(RawStepKind, u32, u32)> {
        let open = self.advance();
        let kind = self.ignoring_newlines(|parser| {
            if parser.peek() == Kind::Star {
                parser.advance();
                return Ok(RawStepKind::FullSplat);
            }
            parser.expression().map(|key| RawStepKind::Index { key })
        })?;
        let close = self.closing(Kind::CloseBracket, open)?;
        Ok((kind, open.start, close.end))
    }

    /// The bracket that closes `open`, wherever it is.
    fn closing(&mut self, kind: Kind, open: Token) -> Parsed<Token> {
        if self.peek_ignoring_newlines() == kind {
            self.ignoring_newlines(Self::peek);
            return Ok(self.advance());
        }
        self.error(open.start, open.end, SyntaxErrorKind::UnclosedBracket);
        Err(Unreadable)
    }

    fn term(&mut self) -> Parsed<NodeId> {
        match self.peek() {
            Kind::Identifier => self.name(),
            Kind::Number => {
                let token = self.advance();
                // `1abc`, `1.` and `0x1F` are read as two tokens that touch.
                if self.current.start == token.end && matches!(self.current.kind, Kind::Identifier | Kind::Dot) {
                    self.error(token.start, self.current.end, SyntaxErrorKind::InvalidNumber);
                    return Err(Unreadable);
                }
                Ok(self.node(token.start, token.end, RawKind::Number))
            }
            Kind::Quote => self.deeper(Self::quoted),
            Kind::Heredoc => self.deeper(Self::heredoc),
            Kind::OpenParenthesis => {
                let open = self.advance();
                let inner = self.ignoring_newlines(Self::expression)?;
                let close = self.closing(Kind::CloseParenthesis, open)?;
                Ok(self.node(open.start, close.end, RawKind::Parenthesized { inner }))
            }
            Kind::OpenBracket => self.deeper(Self::tuple),
            Kind::OpenBrace => self.deeper(Self::object),
            _ => self.unreadable(SyntaxErrorKind::ExpectedExpression),
        }
    }

    /// A name: a keyword, a call or the root of a reference.
    fn name(&mut self) -> Parsed<NodeId> {
        let first = self.advance();
        let mut last = first;
        while self.current.kind == Kind::DoubleColon {
            self.advance();
            match self.take(Kind::Identifier) {
                Some(part) => last = part,
                None => return self.unreadable(SyntaxErrorKind::ExpectedExpression),
            }
        }
        if self.peek() == Kind::OpenParenthesis {
            return self.deeper(|parser| parser.call(first, last));
        }
        if last.start != first.start {
            return self.unreadable(SyntaxErrorKind::InvalidCall);
        }
        let kind = match self.slice(first) {
            "true" => RawKind::Bool(true),
            "false" => RawKind::Bool(false),
            "null" => RawKind::Null,
            _ => RawKind::Variable,
        };
        Ok(self.node(first.start, first.end, kind))
    }

    fn call(&mut self, first: Token, last: Token) -> Parsed<NodeId> {
        let open = self.advance();
        let (arguments, expand_last) = self.ignoring_newlines(Self::arguments)?;
        let close = self.closing(Kind::CloseParenthesis, open)?;
        let (start, _) = self.list(&arguments);
        let (Ok(length), Ok(name_length)) = (u16::try_from(arguments.len()), u16::try_from(last.end - first.start))
        else {
            self.error(first.start, last.end, SyntaxErrorKind::TooDeep);
            return Err(Unreadable);
        };
        Ok(self.node(first.start, close.end, RawKind::Call { start, length, name_length, expand_last }))
    }

    fn arguments(&mut self) -> Parsed<(Vec<NodeId>, bool)> {
        let mut arguments = Vec::new();
        while self.peek() != Kind::CloseParenthesis {
            arguments.push(self.expression()?);
            if self.take(Kind::Ellipsis).is_some() {
                return match self.peek() {
                    Kind::CloseParenthesis => Ok((arguments, true)),
                    _ => self.unreadable(SyntaxErrorKind::InvalidCall),
                };
            }
            if self.take(Kind::Comma).is_none() && self.peek() != Kind::CloseParenthesis {
                return self.unreadable(SyntaxErrorKind::InvalidCall);
            }
        }
        Ok((arguments, false))
    }

    /// After `[` and `{`, `for` is never a name.
    fn is_for(&mut self) -> bool {
        self.peek() == Kind::Identifier && self.slice(self.current) == "for"
    }

    fn tuple(&mut self) -> Parsed<NodeId> {
        let open = self.advance();
        let outer = std::mem::replace(&mut self.skip_newlines, true);
        let kind = if self.is_for() { self.for_expression(false) } else { self.elements(open) };
        self.skip_newlines = outer;
        let kind = kind?;
        let close = self.closing(Kind::CloseBracket, open)?;
        Ok(self.node(open.start, close.end, kind))
    }

    fn elements(&mut self, open: Token) -> Parsed<RawKind> {
        let mut elements = Vec::new();
        while !matches!(self.peek(), Kind::CloseBracket) {
            if self.peek() == Kind::End {
                self.error(open.start, open.end, SyntaxErrorKind::UnclosedBracket);
                return Err(Unreadable);
            }
            elements.push(self.expression()?);
            if self.take(Kind::Comma).is_none() && !matches!(self.peek(), Kind::CloseBracket | Kind::End) {
                return self.unreadable(SyntaxErrorKind::ExpectedComma);
            }
        }
        let (start, length) = self.list(&elements);
        Ok(RawKind::Tuple { start, length })
    }

    fn object(&mut self) -> Parsed<NodeId> {
        let open = self.advance();
        let outer = self.skip_newlines;
        let kind = if self.ignoring_newlines(Self::is_for) {
            self.skip_newlines = true;
            self.for_expression(true)
        } else {
            self.skip_newlines = false;
            self.items(open)
        };
        self.skip_newlines = outer;
        let kind = kind?;
        let close = self.closing(Kind::CloseBrace, open)?;
        Ok(self.node(open.start, close.end, kind))
    }

    /// Items of an object, separated by commas or newlines.
    fn items(&mut self, open: Token) -> Parsed<RawKind> {
        let mut items: Vec<RawItem> = Vec::new();
        loop {
            while self.take(Kind::Newline).is_some() {}
            match self.peek() {
                Kind::CloseBrace => break,
                Kind::End => {
                    self.error(open.start, open.end, SyntaxErrorKind::UnclosedBracket);
                    return Err(Unreadable);
                }
                _ => {}
            }
            let key = self.key()?;
            if !matches!(self.peek(), Kind::Assign | Kind::Colon) {
                return self.unreadable(SyntaxErrorKind::ExpectedItemValue);
            }
            self.advance();
            let value = self.expression()?;
            items.push(RawItem { key, value });
            match self.peek() {
                Kind::Comma | Kind::Newline => {
                    self.advance();
                }
                Kind::CloseBrace => {}
                _ => return self.unreadable(SyntaxErrorKind::ExpectedItemEnd),
            }
        }
        let start = count(self.tree.items.len());
        let length = count(items.len());
        self.tree.items.extend(items);
        Ok(RawKind::Object { start, length })
    }

    /// A key: a bare name is a string.
    fn key(&mut self) -> Parsed<NodeId> {
        let key = self.expression()?;
        match self.tree.nodes.get_mut(key.0 as usize) {
            Some(RawNode { start, end, kind: kind @ (RawKind::Variable | RawKind::Bool(_) | RawKind::Null) }) => {
                *kind = RawKind::StringSource { start: *start, end: *end };
                Ok(key)
            }
            _ => Ok(key),
        }
    }

    /// What follows `[` or `{` in a `for` expression.
    fn for_expression(&mut self, object: bool) -> Parsed<RawKind> {
        self.advance();
        let (key, value) = self.for_names()?;
        let collection = self.expression()?;
        if self.take(Kind::Colon).is_none() {
            return self.unreadable(SyntaxErrorKind::InvalidFor);
        }
        let mut result = self.expression()?;
        let mut result_key = None;
        if object {
            if self.take(Kind::Arrow).is_none() {
                return self.unreadable(SyntaxErrorKind::InvalidFor);
            }
            result_key = Some(std::mem::replace(&mut result, NodeId(0)));
            result = self.expression()?;
        }
        let grouping = object && self.take(Kind::Ellipsis).is_some();
        let mut condition = None;
        if self.peek() == Kind::Identifier && self.slice(self.current) == "if" {
            self.advance();
            condition = Some(self.expression()?);
        }
        self.tree.loops.push(RawFor { key, value, collection, result_key, result, condition, grouping });
        Ok(RawKind::For { index: count(self.tree.loops.len() - 1) })
    }

    /// `value in` or `key, value in`.
    pub(super) fn for_names(&mut self) -> Parsed<(Option<Range>, Range)> {
        let range = |token: Token| Range { start: token.start, end: token.end };
        let Some(first) = self.take(Kind::Identifier) else { return self.unreadable(SyntaxErrorKind::InvalidFor) };
        let names = if self.take(Kind::Comma).is_some() {
            let Some(second) = self.take(Kind::Identifier) else { return self.unreadable(SyntaxErrorKind::InvalidFor) };
            (Some(range(first)), range(second))
        } else {
            (None, range(first))
        };
        match self.take(Kind::Identifier) {
            Some(token) if self.slice(token) == "in" => Ok(names),
            _ => self.unreadable(SyntaxErrorKind::InvalidFor),
        }
    }
}
