//! Paging of results: the properties and parameters that lead to the next page.

use super::{
    Field, Location, NextPage, Parameter, Response, Type, TypeKind, operation::TypesByName,
    types::ModelBuilder,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi,
    text::{push_segment, segments},
};

/// Paging of a result. Properties and parameters are named as on the wire; a property deeper in the body is a JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// Rule that leads to the next page.
    pub next: NextPage,
    /// Method that requests the next page by its link, if it is not `GET`.
    pub method: Option<String>,
    /// Property that holds the items; empty if the body is the list.
    pub items: String,
}

/// Note on paging that cannot be used.
const ONE_PAGE: &str = "the result is read as one page";

/// Reason for which paging cannot be used, and help.
type Problem = (String, Option<String>);

impl ModelBuilder<'_, '_> {
    /// Returns the paging of an operation, if the successful response of the least status and the parameters have what it needs.
    pub(super) fn paging(
        &mut self,
        operation: &openapi::Operation,
        parameters: &[Parameter],
        responses: &[Response],
        types: &TypesByName<'_>,
    ) -> Option<Paging> {
        let paging = operation.paging.as_ref()?;
        let scope = Scope {
            body: success(responses),
            parameters,
            types,
        };
        let report = |builder: &mut Self, (message, help): Problem, is_missing: bool| {
            let diagnostic = Diagnostic::new(Code::Paging, message)
                .at(paging.place.clone())
                .note(ONE_PAGE);
            let diagnostic = match is_missing {
                true => diagnostic.label("required by this paging"),
                false => diagnostic,
            };
            builder.diagnostics.push(match help {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
        };
        let items = match (&paging.items, scope.only_list()) {
            (Some(items), _) => items.clone(),
            (None, Some(items)) => items,
            // A link that calls an operation without a list leads to no page.
            (None, None) if paging.is_implied && !scope.has_list() => return None,
            (None, None) => {
                let message = "the items of the page are not the only list in the result";
                let help = "write `items` of `x-paging`";
                report(self, (message.to_owned(), Some(help.to_owned())), false);
                return None;
            }
        };
        let mut next = paging.next.clone();
        if let NextPage::Cursor { parameter, .. } | NextPage::CursorHeader { parameter, .. } = &next
            && paging.is_implied
            && scope.token_parameter(parameter).is_none()
        {
            return None;
        }
        let mut wanted = vec![(items.as_str(), PageProperty::List)];
        match &paging.next {
            NextPage::None | NextPage::Header(_) | NextPage::CursorHeader { .. } => {}
            NextPage::Link(next) => wanted.push((next, PageProperty::Text)),
            NextPage::Cursor { from, parameter } => {
                let token = scope.token_parameter(parameter);
                let is_number = token.is_some_and(|token| PageProperty::Number.holds(&token.ty));
                let kind = match is_number {
                    true => PageProperty::Number,
                    false => PageProperty::Text,
                };
                wanted.push((from, kind));
            }
            NextPage::Offset { total: count, .. } | NextPage::Number { pages: count, .. } => {
                wanted.extend(count.as_deref().map(|count| (count, PageProperty::Number)));
            }
        }
        let mut has_all = true;
        for (wanted, kind) in wanted {
            let Err(problem) = scope.find(wanted, kind) else {
                continue;
            };
            has_all = false;
            match problem {
                Missing::Object => {
                    let message = "a paged result must be an object".to_owned();
                    report(self, (message, None), false);
                    return None;
                }
                Missing::Kind => {
                    let message = match wanted {
                        "" => "the result is not an array".to_owned(),
                        wanted => format!("property `{wanted}` is not {}", kind.name()),
                    };
                    report(self, (message, None), false);
                }
                Missing::Property(fields, name) => {
                    let nearest = self
                        .diagnostics
                        .nearest(&name, fields.iter().map(|field| field.wire.as_str()));
                    let help = nearest.map(|nearest| format!("did you mean `{nearest}`?"));
                    let message = format!("the result has no property `{wanted}`");
                    report(self, (message, help), true);
                }
            }
        }
        if let Some(message) = scope.narrow_token(&paging.next) {
            report(self, (message, None), false);
            has_all = false;
        }
        for message in scope.missing_parameters(&paging.next) {
            report(self, (message, None), false);
            has_all = false;
        }
        if let NextPage::Link(name) = &paging.next
            && paging.may_be_token
            && let Some(token) = same_parameter(name, parameters)
        {
            let wire = &token.wire;
            let fits = PageProperty::Text.holds(&token.ty) && token.location == Location::Query;
            next = match fits {
                true => NextPage::Cursor {
                    from: name.clone(),
                    parameter: wire.clone(),
                },
                false => {
                    let message =
                        format!("`{name}` is no link, but a value of the parameter `{wire}`");
                    let help =
                        format!("send the value of `{name}` as `{wire}` to request the next page");
                    report(self, (message, Some(help)), false);
                    NextPage::None
                }
            };
        }
        let by_link = matches!(next, NextPage::Link(_) | NextPage::Header(_));
        let named = paging.operation.as_deref().filter(|_| by_link);
        let named = named.and_then(|id| {
            let found = self.operations_by_id.get(id).copied();
            if found.is_none() {
                let message = format!("there is no operation `{id}` that returns the next page");
                let diagnostic = Diagnostic::new(Code::Paging, message)
                    .at(paging.place.clone())
                    .note("the link to the next page is requested by `GET`");
                self.diagnostics.push(diagnostic);
            }
            found
        });
        if let Some(named) = named.filter(|named| !is_link_of(&operation.path, &named.path)) {
            let id = paging.operation.as_deref().unwrap_or_default();
            let message = format!("`{id}` takes a part of its path, which is no link");
            let help = format!(
                "send `{}` with that part to request the next page",
                named.path
            );
            report(self, (message, Some(help)), false);
            next = NextPage::None;
        }
        if has_all {
            self.lint_cursor_header(&next, responses, paging);
        }
        if has_all && !paging.is_implied {
            self.lint_other_successes(responses, paging);
        }
        let method = paging.method.as_deref();
        let method = method.or_else(|| named.map(|named| named.method.as_str()));
        let method = method.filter(|method| by_link && next != NextPage::None && *method != "GET");
        has_all.then(|| Paging {
            method: method.map(str::to_owned),
            next: with_plain_names(next),
            items: plain_name(items),
        })
    }
}

impl ModelBuilder<'_, '_> {
    /// Warns of a cursor in a header that no success documents.
    fn lint_cursor_header(
        &mut self,
        next: &NextPage,
        responses: &[Response],
        paging: &openapi::Paging,
    ) {
        let NextPage::CursorHeader { header, .. } = next else {
            return;
        };
        let mut headers = successes(responses).flat_map(|response| &response.headers);
        if headers.any(|own| own.wire.eq_ignore_ascii_case(header)) {
            return;
        }
        let headers = successes(responses).flat_map(|response| &response.headers);
        let names = headers.map(|own| own.wire.as_str());
        let nearest = self.diagnostics.nearest(header, names);
        let message = format!("no success documents the header `{header}` with the next cursor");
        let diagnostic = Diagnostic::new(Code::Paging, message)
            .at(paging.place.clone())
            .note("a response without this header is the last page");
        self.diagnostics.push(match nearest {
            Some(nearest) => diagnostic.help(format!("did you mean `{nearest}`?")),
            None => diagnostic,
        });
    }

    /// Warns of a successful response whose body is another type than that of the page: its items would not be found.
    fn lint_other_successes(&mut self, responses: &[Response], paging: &openapi::Paging) {
        let page = success(responses);
        let others = responses.iter().filter(|response| {
            response.status.starts_with('2')
                && response.body.is_some()
                && response.body.as_ref() != page
        });
        let statuses: Vec<String> = others
            .map(|response| format!("`{}`", response.status))
            .collect();
        if statuses.is_empty() {
            return;
        }
        let message = format!("the result of {} is no page", statuses.join(" and "));
        let diagnostic = Diagnostic::new(Code::Paging, message)
            .at(paging.place.clone())
            .note("it is read as an empty last page; `send` returns it");
        self.diagnostics.push(diagnostic);
    }
}

/// Returns the name of a property of the body instead of a JSON pointer to it, so that both are the same.
fn plain_name(name: String) -> String {
    let only = segments(&name).and_then(|segments| <[String; 1]>::try_from(segments).ok());
    match only {
        Some([only]) if !only.is_empty() && !only.starts_with('/') => only,
        _ => name,
    }
}

fn with_plain_names(mut next: NextPage) -> NextPage {
    let name = match &mut next {
        NextPage::Link(name) | NextPage::Cursor { from: name, .. } => Some(name),
        NextPage::Offset { total: name, .. } | NextPage::Number { pages: name, .. } => {
            name.as_mut()
        }
        NextPage::None | NextPage::Header(_) | NextPage::CursorHeader { .. } => None,
    };
    if let Some(name) = name {
        *name = plain_name(std::mem::take(name));
    }
    next
}

/// Returns the responses that describe successes.
fn successes(responses: &[Response]) -> impl Iterator<Item = &Response> {
    let is_success = |response: &&Response| response.status.starts_with('2');
    // Without a `2XX` response, `default` describes success too.
    let is_alone = !responses.iter().any(|response| is_success(&response));
    responses
        .iter()
        .filter(move |one| is_success(one) || is_alone && one.status == "default")
}

/// Returns the body of the successful response of the least status.
fn success(responses: &[Response]) -> Option<&Type> {
    let success = successes(responses)
        .filter_map(|response| Some((&response.status, response.body.as_ref()?)))
        .min_by_key(|(status, _)| *status);
    success.map(|(_, body)| body)
}

/// Returns whether a link is what the operation of the next page takes, by the paths of both: its path is the link, or ends with
/// one that is relative to the path of the first page.
pub(crate) fn is_link_of(first: &str, next: &str) -> bool {
    let parent = |path: &str| path.rsplit_once('/').map(|(parent, _)| parent.to_owned());
    let path = next.split('?').next().unwrap_or_default();
    match path.rsplit_once('/') {
        Some(("", _)) => true,
        Some((base, last)) if last.starts_with('{') => parent(first).as_deref() == Some(base),
        _ => true,
    }
}

/// Returns the parameter that takes the value of a property with the next page, if that is a token: `marker` for
/// `NextMarker`.
fn same_parameter<'p>(next: &str, parameters: &'p [Parameter]) -> Option<&'p Parameter> {
    let bare = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let next = bare(next);
    let token = next.strip_prefix("next").unwrap_or(&next);
    let is_link = ["link", "url", "uri", "href"]
        .into_iter()
        .any(|end| next.ends_with(end));
    let mut queries = parameters
        .iter()
        .filter(|parameter| parameter.location == Location::Query);
    queries.find(|parameter| {
        let name = bare(&parameter.wire);
        !is_link && !token.is_empty() && (name == token || name == next)
    })
}

/// The result and the parameters of an operation.
struct Scope<'t> {
    body: Option<&'t Type>,
    parameters: &'t [Parameter],
    types: &'t TypesByName<'t>,
}

/// Reason for which a property is not usable.
enum Missing<'t> {
    /// The result is not an object.
    Object,
    /// It has another type.
    Kind,
    /// None of these properties has the name.
    Property(&'t [Field], String),
}

impl<'t> Scope<'t> {
    /// Returns the properties of an object.
    fn fields(&self, ty: &'t Type) -> Option<&'t [Field]> {
        let mut ty = ty;
        while let Type::Nullable(inner) | Type::Boxed(inner) | Type::Erased(inner) = ty {
            ty = inner;
        }
        let Type::Named(name) = ty else { return None };
        match &self.types.get(name.as_str())?.kind {
            TypeKind::Struct(fields) => Some(fields),
            _ => None,
        }
    }

    fn find(&self, wanted: &str, kind: PageProperty) -> Result<&'t Type, Missing<'t>> {
        let body = self.body.ok_or(Missing::Object)?;
        let names = match wanted.starts_with('/') {
            true => segments(wanted).unwrap_or_default(),
            false if wanted.is_empty() => Vec::new(),
            false => vec![wanted.to_owned()],
        };
        let mut ty = body;
        for (depth, name) in names.into_iter().enumerate() {
            let fields = match self.fields(ty) {
                Some(fields) => fields,
                None if depth == 0 => return Err(Missing::Object),
                None => return Err(Missing::Property(&[], name)),
            };
            match fields.iter().find(|field| field.wire == name) {
                Some(field) => ty = &field.ty,
                None => return Err(Missing::Property(fields, name)),
            }
        }
        match kind.holds(ty) {
            true => Ok(ty),
            false => Err(Missing::Kind),
        }
    }

    /// Returns the lists that the body is or has as properties.
    fn lists(&self) -> Vec<String> {
        let Some(body) = self.body else {
            return Vec::new();
        };
        if PageProperty::List.holds(body) {
            return vec![String::new()];
        }
        let fields = self.fields(body).unwrap_or_default();
        let lists = fields
            .iter()
            .filter(|field| PageProperty::List.holds(&field.ty));
        lists
            .map(
                |field| match field.wire.starts_with('/') || field.wire.is_empty() {
                    true => {
                        let mut pointer = String::new();
                        push_segment(&mut pointer, &field.wire);
                        pointer
                    }
                    false => field.wire.clone(),
                },
            )
            .collect()
    }

    fn has_list(&self) -> bool {
        !self.lists().is_empty()
    }

    fn only_list(&self) -> Option<String> {
        match <[String; 1]>::try_from(self.lists()) {
            Ok([only]) => Some(only),
            Err(_) => None,
        }
    }

    /// Returns the parameter that takes a token.
    fn token_parameter(&self, wanted: &str) -> Option<&'t Parameter> {
        self.parameters.iter().find(|parameter| {
            matches!(parameter.location, Location::Query | Location::Header)
                && parameter.wire == wanted
                && (PageProperty::Text.holds(&parameter.ty)
                    || PageProperty::Number.holds(&parameter.ty))
        })
    }

    /// Returns a message about a number that the parameter for it does not hold.
    fn narrow_token(&self, next: &NextPage) -> Option<String> {
        let NextPage::Cursor { from, parameter } = next else {
            return None;
        };
        let bits = |ty: &Type| match ty {
            Type::Integer(integer) => Some(integer.bits()),
            _ => None,
        };
        let narrow = bits(&self.token_parameter(parameter)?.ty)?;
        let wide = bits(not_null(self.find(from, PageProperty::Number).ok()?))?;
        (wide > narrow).then(|| {
            format!("`{from}` has {wide} bits, more than the parameter `{parameter}` with {narrow}")
        })
    }

    /// Returns messages about the parameters that are missing.
    fn missing_parameters(&self, next: &NextPage) -> Vec<String> {
        let numbers = match next {
            NextPage::Offset { offset, size, .. } => vec![Some(offset), size.as_ref()],
            NextPage::Number { page, size, .. } => vec![Some(page), size.as_ref()],
            NextPage::Cursor { parameter, .. } | NextPage::CursorHeader { parameter, .. } => {
                let is_there = self.token_parameter(parameter).is_some();
                let message = format!(
                    "there is no query parameter or header `{parameter}` that takes a token"
                );
                return (!is_there).then_some(message).into_iter().collect();
            }
            NextPage::None | NextPage::Link(_) | NextPage::Header(_) => Vec::new(),
        };
        let is_missing = |wanted: &&String| {
            !self.parameters.iter().any(|parameter| {
                parameter.location == Location::Query
                    && parameter.wire == **wanted
                    && PageProperty::Number.holds(&parameter.ty)
            })
        };
        let missing = numbers.into_iter().flatten().filter(is_missing);
        missing
            .map(|wanted| format!("there is no query parameter `{wanted}` of type integer"))
            .collect()
    }
}

fn not_null(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) => not_null(inner),
        ty => ty,
    }
}

/// Kind of property that paging needs.
#[derive(Clone, Copy)]
enum PageProperty {
    List,
    Text,
    Number,
}

impl PageProperty {
    fn name(self) -> &'static str {
        match self {
            Self::List => "an array",
            Self::Text => "a string",
            Self::Number => "an integer",
        }
    }

    fn holds(self, ty: &Type) -> bool {
        match (self, ty) {
            (_, Type::Nullable(inner)) => self.holds(inner),
            (Self::List, Type::Array(_))
            | (Self::Text, Type::String)
            | (Self::Number, Type::Integer(_)) => true,
            _ => false,
        }
    }
}
