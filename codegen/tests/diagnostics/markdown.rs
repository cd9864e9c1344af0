//! Parser for the Markdown of cases and explanations: headings and fenced blocks.

/// A fenced block.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// First word of the info string.
    pub(crate) language: String,
    /// Other words of the info string.
    pub(crate) words: Vec<String>,
    pub(crate) text: String,
}

/// Content under a heading of the second level, or before the first one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    pub(crate) title: String,
    /// Text between the blocks.
    pub(crate) prose: String,
    pub(crate) blocks: Vec<Block>,
}

const FENCE: &str = "```";

pub(crate) fn sections(text: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut open: Option<Block> = None;
    for line in text.lines() {
        let section = sections.last_mut().unwrap();
        match (open.take(), line.strip_prefix(FENCE)) {
            (Some(block), Some("")) => section.blocks.push(block),
            (Some(mut block), _) => {
                block.text.push_str(line);
                block.text.push('\n');
                open = Some(block);
            }
            (None, Some(words)) => {
                let mut words = words.split(' ').map(str::to_owned);
                open = Some(Block {
                    language: words.next().unwrap(),
                    words: words.collect(),
                    text: String::new(),
                });
            }
            (None, None) => match line.strip_prefix("## ") {
                Some(title) => sections.push(Section {
                    title: title.to_owned(),
                    ..Section::default()
                }),
                None => {
                    section.prose.push_str(line);
                    section.prose.push('\n');
                }
            },
        }
    }
    assert!(open.is_none(), "a block has no end");
    sections
}

impl Block {
    pub(crate) fn has_word(&self, word: &str) -> bool {
        self.words.iter().any(|other| other == word)
    }

    fn to_markdown(&self) -> String {
        let mut head = vec![self.language.as_str()];
        head.extend(self.words.iter().map(String::as_str));
        format!("{FENCE}{}\n{}{FENCE}\n", head.join(" "), self.text)
    }
}

impl Section {
    pub(crate) fn to_markdown(&self) -> String {
        let mut parts = Vec::new();
        if !self.title.is_empty() {
            parts.push(format!("## {}\n", self.title));
        }
        if !self.prose.trim().is_empty() {
            parts.push(format!("{}\n", self.prose.trim()));
        }
        parts.extend(self.blocks.iter().map(Block::to_markdown));
        parts.join("\n")
    }
}
