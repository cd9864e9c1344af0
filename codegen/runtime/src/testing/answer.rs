//! Answers to operations, as responses.

use std::fmt;
use std::time::Duration;

use http::{HeaderName, HeaderValue, Response, StatusCode};

use super::super::operation::ParameterText;
use super::super::value::AsSerde;
use super::super::{Header, Value};
use super::examples::{ExampleChoice, Examples};
use super::response_writer::{ResponseWriter, WriteResponseError};
use super::served::ServedCall;

/// The answer of a service to an operation: a typed output or error, or any response, with status, headers and faults.
pub struct Answer<C: ServedCall> {
    content: Content<C>,
    status: Option<u16>,
    headers: Vec<(String, String)>,
    problem: Option<String>,
    pub(super) delay: Duration,
    /// True if the client gets no part of the response.
    pub(super) is_cut: bool,
    /// The number of bytes of the body after which the connection breaks.
    pub(super) cut_after: Option<usize>,
}

enum Content<C: ServedCall> {
    Output(C::Output),
    Error(C::Error),
    Raw(Response<Vec<u8>>),
}

impl<C: ServedCall> Answer<C> {
    fn new(content: Content<C>) -> Self {
        Self {
            content,
            status: None,
            headers: Vec::new(),
            problem: None,
            delay: Duration::ZERO,
            is_cut: false,
            cut_after: None,
        }
    }

    /// Creates the answer of a success. Its status is the documented one of the output.
    #[must_use]
    pub fn output(output: C::Output) -> Self {
        Self::new(Content::Output(output))
    }

    /// Creates the answer of a failure.
    #[must_use]
    pub fn error(status: u16, error: C::Error) -> Self {
        Self::new(Content::Error(error)).status(status)
    }

    /// Creates an answer without a body, whatever the documents describe.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self::new(Content::Raw(Response::new(Vec::new()))).status(status)
    }

    /// Creates an answer from any response.
    #[must_use]
    pub fn raw(response: Response<Vec<u8>>) -> Self {
        Self::new(Content::Raw(response))
    }

    /// Creates an answer from a documented example, with its status and headers: of the newest api-version in which the operation has
    /// this form. [`Fake::on_example`] prefers the api-version of the request.
    ///
    /// If there is no such example, the answer can't be written, and the error lists the examples of the operation.
    ///
    /// [`Fake::on_example`]: super::Fake::on_example
    #[must_use]
    pub fn example(examples: Examples, choice: impl Into<ExampleChoice>) -> Self {
        Self::example_in(examples, &choice.into(), None)
    }

    /// Creates an answer from the documented example of an api-version.
    pub(super) fn example_in(
        examples: Examples,
        choice: &ExampleChoice,
        api_version: Option<&str>,
    ) -> Self {
        match examples.respond::<C>(choice, api_version) {
            Ok(response) => Self::raw(response),
            Err(problem) => {
                let mut answer = Self::raw(Response::new(Vec::new()));
                answer.problem = Some(problem);
                answer
            }
        }
    }

    /// Sets the status.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Adds a documented header, by the constant of the request type.
    #[must_use]
    pub fn typed_header<H: Value>(mut self, header: Header<H>, value: &H) -> Self {
        match ParameterText::of(&AsSerde(value)) {
            Ok(ParameterText::One(text)) => self.header(header.name(), text),
            Ok(ParameterText::Many(texts)) => self.header(header.name(), texts.join(", ")),
            Ok(ParameterText::Absent) => self,
            Ok(ParameterText::Members(_)) | Err(_) => {
                self.problem = Some(format!("the header `{}` can't be written", header.name()));
                self
            }
        }
    }

    /// Answers after a time of the fake's clock. If that is at least the limit of the client, the client gets a timeout.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Breaks the connection before the end of the body. No call gets a part of it.
    #[must_use]
    pub fn cut(mut self) -> Self {
        self.is_cut = true;
        self
    }

    /// Breaks the connection after that many bytes of the body, or at its end if it is shorter, as [`Fault::CutAfter`] does.
    ///
    /// [`Fault::CutAfter`]: super::Fault::CutAfter
    #[must_use]
    pub fn cut_after(mut self, bytes: usize) -> Self {
        self.cut_after = Some(bytes);
        self
    }

    /// Converts the answer to the response that the service would send.
    ///
    /// # Errors
    ///
    /// A value can't be written, the status is none of the value's kind (success or failure) or of its variant, or a header is not valid.
    pub fn to_response(&self) -> Result<Response<Vec<u8>>, WriteResponseError> {
        let refuse =
            |problem: &dyn fmt::Display| Err(WriteResponseError::new(C::ID, problem.to_string()));
        if let Some(problem) = &self.problem {
            return refuse(problem);
        }
        let mut response = match &self.content {
            Content::Output(output) => {
                let mut writer = ResponseWriter::new::<C>(true, self.status);
                C::write_output(output, &mut writer);
                writer.finish::<C>()?
            }
            Content::Error(error) => {
                let mut writer = ResponseWriter::new::<C>(false, self.status);
                C::write_error(error, &mut writer);
                writer.finish::<C>()?
            }
            Content::Raw(response) => {
                let mut response = response.clone();
                if let Some(status) = self.status {
                    match StatusCode::from_u16(status) {
                        Ok(status) => *response.status_mut() = status,
                        Err(error) => return refuse(&error),
                    }
                }
                response
            }
        };
        for (name, value) in &self.headers {
            let name = match HeaderName::from_bytes(name.as_bytes()) {
                Ok(name) => name,
                Err(error) => return refuse(&error),
            };
            match HeaderValue::from_bytes(value.as_bytes()) {
                Ok(value) => drop(response.headers_mut().append(name, value)),
                Err(error) => return refuse(&error),
            }
        }
        Ok(response)
    }
}

impl<C: ServedCall> fmt::Debug for Answer<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Answer")
            .field("operation", &C::ID)
            .field("response", &self.to_response())
            .finish_non_exhaustive()
    }
}

/// A typed error with its status, for [`Fake::on`](super::Fake::on).
#[derive(Clone, Debug)]
pub struct Failure<E> {
    pub(super) status: u16,
    pub(super) error: Option<Box<E>>,
}

impl<E> Failure<E> {
    /// Creates a failure from its status and the documented error.
    #[must_use]
    pub fn new(status: u16, error: E) -> Self {
        Self {
            status,
            error: Some(Box::new(error)),
        }
    }

    /// Creates a failure without a body.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            error: None,
        }
    }
}

impl<E> Failure<E> {
    /// Returns the documented error, if there is one.
    #[must_use]
    pub fn into_error(self) -> Option<E> {
        self.error.map(|error| *error)
    }
}

impl<C: ServedCall> From<Result<C::Output, Failure<C::Error>>> for Answer<C> {
    fn from(result: Result<C::Output, Failure<C::Error>>) -> Self {
        match result {
            Ok(output) => Self::output(output),
            Err(Failure {
                status,
                error: Some(error),
            }) => Self::error(status, *error),
            Err(Failure { status, .. }) => Self::empty(status),
        }
    }
}
