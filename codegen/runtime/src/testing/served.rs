//! Operations as their service sees them.

use http::Request;

use super::super::{Call, Endpoint};
use super::error::ParseRequestError;
use super::request_reader::{self, RequestReader};
use super::response_writer::ResponseWriter;

/// An operation as its service sees it: requests are read, and responses are written. Generated code implements it with the
/// feature `testing`.
pub trait ServedCall: Call + Sized + 'static {
    /// Reads a request that [`HttpCall::request`](super::super::HttpCall::request) built for this endpoint.
    ///
    /// The result is the request that was built wherever its encoding can be reversed. Where two requests have one encoding, it is
    /// one that is encoded the same. Headers, cookies and parameters of the query that the operation does not have are ignored.
    /// The URL of the request may be a path alone, and its host does not matter. A request id that the client added is no parameter.
    ///
    /// # Errors
    ///
    /// The request is that of another operation or api-version, or a parameter is missing or can't be read.
    fn parse_request<B: AsRef<[u8]>>(
        request: &Request<B>,
        endpoint: &Endpoint,
    ) -> Result<Self, ParseRequestError> {
        request_reader::parse(request, endpoint)
    }

    /// Reads the value of each parameter, in the order of [`PARAMETERS`](Call::PARAMETERS).
    ///
    /// # Errors
    ///
    /// A parameter is missing or can't be read.
    #[doc(hidden)]
    fn read_parameters(request: &mut RequestReader<'_>) -> Result<Self, ParseRequestError>;

    /// Writes the response of a success.
    #[doc(hidden)]
    fn write_output(output: &Self::Output, response: &mut ResponseWriter);

    /// Writes the response of a failure.
    #[doc(hidden)]
    fn write_error(error: &Self::Error, response: &mut ResponseWriter);
}
