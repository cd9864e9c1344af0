//! Lines and columns of a text.

/// Length of the blocks of a text whose characters are counted once.
const BLOCK: usize = 4096;

/// A text with the offsets of its lines. A position takes the same time in a text of one line as in one of many.
pub(crate) struct Lines<'a> {
    pub(crate) text: &'a str,
    starts: Vec<u32>,
    /// The number of characters before each block, and before the end of the text.
    before_blocks: Vec<u32>,
}

/// A line and a column, both starting at 1. A column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        // There are many in a large text: no more memory than they need.
        let ends = text.bytes().filter(|byte| *byte == b'\n').count();
        let mut starts = Vec::with_capacity(1 + ends);
        starts.push(0);
        starts.extend(text.match_indices('\n').map(|(index, _)| number(index + 1)));
        let mut characters = 0;
        let mut before_blocks = vec![0];
        before_blocks.extend(text.as_bytes().chunks(BLOCK).map(|block| {
            characters += count(block);
            number(characters)
        }));
        Self {
            text,
            starts,
            before_blocks,
        }
    }

    /// Returns the number of the line that contains an offset, starting at 1, and the offset of its start.
    pub(crate) fn line(&self, offset: usize) -> (usize, usize) {
        let number = self
            .starts
            .partition_point(|start| *start as usize <= offset);
        let start = self.starts.get(number.saturating_sub(1)).copied();
        (number, start.unwrap_or_default() as usize)
    }

    /// Returns the offset at which the line of an offset ends, without its line break.
    pub(crate) fn end(&self, offset: usize) -> usize {
        let (number, _) = self.line(offset);
        let next = self.starts.get(number);
        next.map_or(self.text.len(), |start| *start as usize - 1)
    }

    /// Returns the line and the column of an offset.
    pub(crate) fn position(&self, offset: usize) -> Position {
        let (line, begin) = self.line(offset);
        Position {
            line,
            column: 1 + self.characters_before(offset) - self.characters_before(begin),
        }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let before = self.before_blocks.get(block).copied().unwrap_or_default();
        let rest = self.text.as_bytes().get(block * BLOCK..offset);
        before as usize + rest.map_or(0, count)
    }
}

/// Counts the characters that begin in a part of a text.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

fn number(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Lines, Position};

    #[test]
    fn columns_count_characters() {
        let text = format!("a\n{}b\nc", "é".repeat(BLOCK));
        let lines = Lines::new(&text);
        let position = |line, column| Position { line, column };
        assert_eq!(lines.position(0), position(1, 1));
        assert_eq!(lines.position(2), position(2, 1));
        assert_eq!(lines.position(2 + 2 * BLOCK), position(2, BLOCK + 1));
        assert_eq!(lines.end(5), 3 + 2 * BLOCK);
        assert_eq!(lines.position(text.len()), position(3, 2));
        assert_eq!(lines.end(text.len()), text.len());
    }

    #[test]
    fn a_text_may_end_with_a_block() {
        for blocks in 1..3 {
            let text = format!("\n{}", "a".repeat(blocks * BLOCK - 1));
            let end = Lines::new(&text).position(text.len());
            assert_eq!(end.line, 2);
            assert_eq!(end.column, text.len());
        }
    }
}
