//! Fenced code blocks of Markdown, and the comparison of a block with printed text.
#![allow(
    dead_code,
    reason = "not every test that includes this file needs all of it"
)]

/// A fenced code block, split into the words of its info string and its text.
pub(crate) struct Block {
    pub(crate) language: String,
    /// The rest of the info string: the path of the file that the block shows.
    pub(crate) path: Option<String>,
    pub(crate) text: String,
    /// Set if nothing but white space is between the block and the one before.
    pub(crate) is_adjacent: bool,
}

/// Returns the fenced code blocks of a text in their order.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    let mut is_adjacent = false;
    while let Some(line) = lines.next() {
        let Some(head) = line.strip_prefix("```") else {
            is_adjacent &= line.is_empty();
            continue;
        };
        let (language, path) = match head.split_once(' ') {
            Some((language, path)) => (language, Some(path.to_owned())),
            None => (head, None),
        };
        let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        blocks.push(Block {
            language: language.to_owned(),
            path,
            text: text.join("\n") + "\n",
            is_adjacent,
        });
        is_adjacent = true;
    }
    blocks
}

/// Compares printed lines with the lines of a block. In the block, `...` matches any number of lines, and at the end of a line the
/// rest of that line.
pub(crate) fn matches(printed: &[&str], expected: &[&str]) -> bool {
    match (expected.split_first(), printed.split_first()) {
        (None, _) => printed.is_empty(),
        (Some((&"...", rest)), _) => {
            (0..=printed.len()).any(|skipped| matches(printed.split_at(skipped).1, rest))
        }
        (Some((line, rest)), Some((first, others))) => {
            let is_line = match line.strip_suffix("...") {
                Some(start) => first.starts_with(start.trim_end()),
                None => first == line,
            };
            is_line && matches(others, rest)
        }
        (Some(_), None) => false,
    }
}
