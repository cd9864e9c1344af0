//! Cookies without percent-encoding: the style `cookie` of OpenAPI 3.2.

use super::{Parameter, ParameterText, RequestBuilder, Style};

impl RequestBuilder {
    /// Adds cookies whose values are sent as they are.
    pub(super) fn add_plain_cookie(&mut self, parameter: &'static Parameter, text: ParameterText) {
        let name = parameter.name;
        let texts: Vec<String> = match text {
            ParameterText::Absent => return,
            ParameterText::Members(members) if parameter.style == Style::Cookie => {
                for (name, value) in members {
                    self.add_cookie(parameter, &name, &[value]);
                }
                return;
            }
            ParameterText::Many(texts) if parameter.style == Style::Cookie => {
                for text in texts {
                    self.add_cookie(parameter, name, &[text]);
                }
                return;
            }
            ParameterText::One(text) => vec![text],
            ParameterText::Many(texts) => texts,
            ParameterText::Members(members) => members
                .into_iter()
                .flat_map(|(name, value)| [name, value])
                .collect(),
        };
        self.add_cookie(parameter, name, &texts);
    }

    fn add_cookie(&mut self, parameter: &'static Parameter, name: &str, texts: &[String]) {
        match texts.iter().find_map(|text| find_flaw(text)) {
            Some(flaw) => {
                let problem = format!("contains {flaw:?}, which is not allowed in a cookie");
                self.refuse(parameter, problem);
            }
            None => self.cookies.push(format!("{name}={}", texts.join(","))),
        }
    }
}

/// Returns a character of a text that the value of a cookie can't have (RFC 6265, section 4.1.1). The whole text may be in quotes.
fn find_flaw(text: &str) -> Option<char> {
    let inside = text.strip_prefix('"');
    let inside = inside.and_then(|text| text.strip_suffix('"'));
    let is_allowed = |c: &char| c.is_ascii_graphic() && !matches!(c, '"' | ',' | ';' | '\\');
    inside.unwrap_or(text).chars().find(|c| !is_allowed(c))
}
