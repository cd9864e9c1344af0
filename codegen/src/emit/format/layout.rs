//! Layout of tokens on lines. A group that does not fit on one line is broken from the outside in.

use super::{
    kind::{Kind, Layout},
    tokens::Tokens,
};

/// The maximum width of a line.
const WIDTH: usize = 100;

const STEP: usize = 4;

/// Writes tokens as lines.
pub(super) struct Lines<'t> {
    tokens: &'t Tokens,
    out: &'t mut String,
    indent: usize,
    /// The offset of the current line.
    line: usize,
    /// True if the current line has only indentation.
    is_fresh: bool,
}

impl<'t> Lines<'t> {
    pub(super) fn new(tokens: &'t Tokens, out: &'t mut String) -> Self {
        let line = out.len();
        Self {
            tokens,
            out,
            indent: 0,
            line,
            is_fresh: true,
        }
    }

    /// Writes items or statements, with blank lines between the items of a module, except between imports.
    ///
    /// Returns whether the last is an import.
    pub(super) fn statements(
        &mut self,
        start: usize,
        end: usize,
        is_module: bool,
        mut after_use: bool,
    ) -> bool {
        let mut at = start;
        while at < end {
            let stop = self.statement_end(at, end);
            let is_use = is_module && self.is_use(at);
            let is_first = at == start && self.indent > 0;
            let continues = is_first || self.is_at_start() || (is_use && after_use);
            if is_module && !continues {
                self.out.push('\n');
                self.line = self.out.len();
            }
            after_use = is_use;
            self.begin_line();
            self.element(at, stop, 0);
            self.end_line();
            at = stop;
        }
        after_use
    }

    /// Returns whether there is nothing directly above.
    fn is_at_start(&self) -> bool {
        self.out.is_empty() || self.out.ends_with("\n\n")
    }

    fn begin_line(&mut self) {
        for _ in 0..self.indent {
            self.out.push(' ');
        }
        self.is_fresh = true;
    }

    fn end_line(&mut self) {
        self.out.push('\n');
        self.line = self.out.len();
    }

    fn column(&self) -> usize {
        self.out.len() - self.line
    }

    /// Returns the indices of the top-level tokens of a range, in which each group counts as one.
    fn outer(&self, start: usize, end: usize) -> impl Iterator<Item = usize> + use<'t> {
        let tokens = self.tokens;
        let mut at = start;
        std::iter::from_fn(move || {
            let here = at;
            at = tokens.past(here);
            (here < end).then_some(here)
        })
    }

    /// Returns the index after the attributes at an index.
    fn past_attributes(&self, start: usize) -> usize {
        let mut at = start;
        loop {
            at = match self.tokens.at(at).kind {
                Kind::Doc => at + 1,
                Kind::Hash => self.tokens.past(at + 1),
                _ => return at,
            };
        }
    }

    fn is_use(&self, start: usize) -> bool {
        let mut at = self.past_attributes(start);
        if self.tokens.text(at) == "pub" {
            at += 1;
        }
        if self.tokens.text(at) == "(" {
            at = self.tokens.past(at);
        }
        self.tokens.text(at) == "use"
    }

    fn statement_end(&self, start: usize, end: usize) -> usize {
        let tokens = self.tokens;
        let first = self.past_attributes(start);
        let is_expression = matches!(
            tokens.text(first),
            "let" | "return" | "const" | "static" | "type"
        );
        for at in self.outer(first, end) {
            match tokens.at(at).kind {
                Kind::Semicolon => return at + 1,
                Kind::Open(Layout::Block | Layout::Arms | Layout::Fields | Layout::Whole, _)
                    if tokens.text(at) == "{" =>
                {
                    let next = tokens.past(at);
                    let continues = match tokens.at(next).kind {
                        Kind::Dot | Kind::Semicolon | Kind::Separator => true,
                        Kind::Word => matches!(tokens.text(next), "else" | "as" | "where" | "in"),
                        Kind::Operator => {
                            is_expression
                                || matches!(
                                    tokens.text(next),
                                    "?" | "=" | "==" | "=>" | "&&" | "||"
                                )
                        }
                        _ => false,
                    };
                    if next >= end || !continues {
                        return next.min(end);
                    }
                }
                _ => {}
            }
        }
        end
    }

    /// Returns the ranges of the elements of a list, or the arms of a `match`.
    fn elements(&self, start: usize, end: usize) -> Vec<(usize, usize)> {
        let tokens = self.tokens;
        let mut elements = Vec::new();
        let (mut from, mut skipped) = (start, start);
        for at in self.outer(start, end) {
            if at < skipped {
                continue;
            }
            match tokens.at(at).kind {
                Kind::Separator => {
                    elements.push((from, at));
                    from = at + 1;
                }
                // An arm that is a block needs no comma.
                Kind::Open(Layout::Block, _) if at > start && tokens.text(at - 1) == "=>" => {
                    let next = tokens.past(at);
                    elements.push((from, next));
                    from = next + usize::from(tokens.at(next).kind == Kind::Separator);
                    skipped = from;
                }
                _ => {}
            }
        }
        if from < end {
            elements.push((from, end));
        }
        elements
    }

    /// Writes a statement or an element of a list. `tail` is the width of what follows on its last line.
    fn element(&mut self, start: usize, end: usize, tail: usize) {
        let mut at = start;
        loop {
            match self.tokens.at(at).kind {
                Kind::Doc => {
                    self.comment(at);
                    at += 1;
                }
                Kind::Hash => {
                    let past = self.tokens.past(at + 1);
                    self.expression(at, past, 0);
                    at = past;
                }
                _ => break,
            }
            if at < end {
                self.end_line();
                self.begin_line();
            }
        }
        self.expression(at, end, tail);
    }

    fn comment(&mut self, at: usize) {
        let text = self.tokens.text(at);
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.end_line();
                self.begin_line();
            }
            self.out.push_str("///");
            self.out.push_str(line.trim_end());
        }
    }

    fn fits(&self, start: usize, end: usize, tail: usize) -> bool {
        self.column() + self.tokens.width(start, end) + tail <= WIDTH
    }

    fn flat(&mut self, start: usize, end: usize) {
        for at in start..end {
            if self.tokens.at(at).space && !self.is_fresh {
                self.out.push(' ');
            }
            self.is_fresh = false;
            self.out.push_str(self.tokens.text(at));
        }
    }

    fn expression(&mut self, start: usize, end: usize, tail: usize) {
        let has_breaks = self.tokens.has_breaks(start, end);
        if !has_breaks && self.fits(start, end, tail) {
            return self.flat(start, end);
        }
        if let Some(bounds) = self
            .outer(start, end)
            .find(|at| self.tokens.text(*at) == "where")
        {
            return self.bounded(start, bounds, end);
        }
        if !has_breaks {
            let links = self.links(start, end);
            if !links.is_empty() {
                return self.broken_before(start, &links, end, tail);
            }
        }
        let mut from = start;
        for at in self.outer(start, end) {
            if let Kind::Open(layout, close) = self.tokens.at(at).kind
                && self.tokens.has_breaks(at, close + 1)
            {
                self.stretch(from, at, 2);
                self.group(at, layout, close);
                from = close + 1;
            }
        }
        self.stretch(from, end, tail);
    }

    /// Writes an item with a `where` clause.
    fn bounded(&mut self, start: usize, bounds: usize, end: usize) {
        self.expression(start, bounds, 0);
        let block = self
            .outer(bounds, end)
            .find(|at| self.tokens.text(*at) == "{")
            .unwrap_or(end);
        self.end_line();
        self.begin_line();
        self.flat(bounds, bounds + 1);
        self.indent += STEP;
        for (start, end) in self.elements(bounds + 1, block) {
            self.end_line();
            self.begin_line();
            self.expression(start, end, 1);
            self.out.push(',');
        }
        self.indent -= STEP;
        self.end_line();
        self.begin_line();
        self.expression(block, end, 0);
    }

    /// Returns the indices at which a chain of calls or conditions is broken.
    fn links(&self, start: usize, end: usize) -> Vec<usize> {
        let tokens = self.tokens;
        let is_link = |at: &usize| match tokens.at(*at).kind {
            Kind::Operator => matches!(tokens.text(*at), "&&" | "||") && *at > start,
            _ => false,
        };
        let conditions: Vec<usize> = self.outer(start, end).filter(is_link).collect();
        if !conditions.is_empty() {
            return conditions;
        }
        let is_call = |at: &usize| {
            let after_name = tokens.text(at + 2);
            tokens.at(*at).kind == Kind::Dot && matches!(after_name, "(" | "::")
        };
        let mut calls: Vec<usize> = self.outer(start, end).filter(is_call).collect();
        // A short receiver stays with its call.
        if calls
            .first()
            .is_some_and(|first| tokens.width(start, *first) <= STEP)
        {
            calls.remove(0);
        }
        let after_call = calls.first().is_some_and(|first| {
            self.outer(start, *first)
                .any(|at| matches!(tokens.at(at).kind, Kind::Open(..)))
        });
        if calls.len() < 2 && !after_call {
            calls.clear();
        }
        calls
    }

    fn broken_before(&mut self, start: usize, links: &[usize], end: usize, tail: usize) {
        let mut from = start;
        self.indent += STEP;
        for (index, link) in links.iter().enumerate() {
            if index > 0 {
                self.end_line();
                self.begin_line();
            }
            self.stretch(from, *link, 0);
            from = *link;
        }
        self.end_line();
        self.begin_line();
        self.stretch(from, end, tail);
        self.indent -= STEP;
    }

    /// Writes a range without mandatory breaks. If it does not fit, the last group or the arguments of a function are
    /// broken.
    fn stretch(&mut self, start: usize, end: usize, tail: usize) {
        if start >= end {
            return;
        }
        if self.fits(start, end, tail) {
            return self.flat(start, end);
        }
        let tokens = self.tokens;
        let function = self.outer(start, end).find(|at| tokens.text(*at) == "fn");
        let groups =
            self.outer(function.unwrap_or(start), end)
                .filter_map(|at| match tokens.at(at).kind {
                    // To break one name gains little.
                    Kind::Open(layout, close) if layout != Layout::Whole && close > at + 2 => {
                        Some((at, layout, close))
                    }
                    _ => None,
                });
        let mut groups = groups.collect::<Vec<_>>().into_iter();
        let group = if function.is_some() {
            groups.next()
        } else {
            groups.next_back()
        };
        match group {
            Some((open, layout, close)) => {
                self.stretch(start, open, 1);
                self.group(open, layout, close);
                self.flat(close + 1, end);
            }
            None => self.flat(start, end),
        }
    }

    /// Writes a broken group.
    fn group(&mut self, open: usize, layout: Layout, close: usize) {
        let tokens = self.tokens;
        self.flat(open, open + 1);
        if layout == Layout::Block {
            let is_module = open > 1 && tokens.text(open - 2) == "mod";
            self.end_line();
            self.indent += STEP;
            self.statements(open + 1, close, is_module, false);
            self.indent -= STEP;
        } else {
            let elements = self.elements(open + 1, close);
            if let Some((last, end)) = self.only_last_breaks(open, layout, &elements) {
                self.flat(open + 1, last);
                self.expression(last, end, 3);
                return self.flat(close, close + 1);
            }
            self.end_line();
            self.indent += STEP;
            self.list(layout, &elements);
            self.indent -= STEP;
        }
        self.begin_line();
        self.flat(close, close + 1);
    }

    fn list(&mut self, layout: Layout, elements: &[(usize, usize)]) {
        let tokens = self.tokens;
        if self.is_packed(layout, elements) {
            return self.packed_list(layout, elements);
        }
        for (index, (start, end)) in elements.iter().enumerate() {
            self.begin_line();
            self.element(*start, *end, 1);
            let is_last = index + 1 == elements.len();
            let is_rest = tokens.text(self.past_attributes(*start)) == "..";
            let is_block = layout == Layout::Arms && self.ends_with_block(*start, *end);
            if !is_block && !(is_last && (is_rest || layout == Layout::Words)) {
                self.out.push(',');
            }
            self.end_line();
        }
    }

    /// Returns whether the elements of a list share lines: many single tokens, or the names of a `use`.
    fn is_packed(&self, layout: Layout, elements: &[(usize, usize)]) -> bool {
        const MANY: usize = 12;
        let is_token = |(start, end): &(usize, usize)| start + 1 == *end;
        let is_list = matches!(layout, Layout::List | Layout::Words);
        elements.len() > MANY
            && (layout == Layout::Uses || (is_list && elements.iter().all(is_token)))
    }

    /// Writes as many elements on each line as fit.
    fn packed_list(&mut self, layout: Layout, elements: &[(usize, usize)]) {
        self.begin_line();
        for (index, (start, end)) in elements.iter().enumerate() {
            if !self.is_fresh && !self.fits(*start, *end, 2) {
                self.end_line();
                self.begin_line();
            }
            if !self.is_fresh {
                self.out.push(' ');
            }
            self.is_fresh = true;
            self.flat(*start, *end);
            let is_last = index + 1 == elements.len();
            if !(is_last && layout == Layout::Words) {
                self.out.push(',');
            }
        }
        self.end_line();
    }

    /// Returns whether an arm is a block.
    fn ends_with_block(&self, start: usize, end: usize) -> bool {
        let tokens = self.tokens;
        self.outer(start, end).any(|at| {
            at > start
                && tokens.text(at - 1) == "=>"
                && matches!(tokens.at(at).kind, Kind::Open(Layout::Block, close) if close + 1 == end)
        })
    }

    /// Writes a list of which only the last element is broken, which starts on the line of the list.
    fn only_last_breaks(
        &self,
        open: usize,
        layout: Layout,
        elements: &[(usize, usize)],
    ) -> Option<(usize, usize)> {
        let tokens = self.tokens;
        let (start, end) = elements.last().copied()?;
        let is_list = matches!(layout, Layout::List | Layout::Words);
        let is_only = elements.len() == 1;
        let in_parentheses = tokens.text(open) == "(";
        if !is_list
            || !(is_only || in_parentheses)
            || tokens.has_breaks(open + 1, start)
            || self.past_attributes(start) > start
        {
            return None;
        }
        let mut groups = self.outer(start, end);
        let first = if tokens.has_breaks(start, end) {
            groups.find(|at| tokens.has_breaks(*at, tokens.past(*at)))?
        } else {
            let is_last = |at: &usize| matches!(tokens.at(*at).kind, Kind::Open(layout, close) if layout != Layout::Whole && close + 1 == end);
            let is_hugged = is_only && (in_parentheses || layout == Layout::Words);
            groups.find(|at| is_hugged && is_last(at))?
        };
        self.fits(open + 1, first, 2).then_some((start, end))
    }
}
