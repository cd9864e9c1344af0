//! A transport that answers clients without a server.

use std::any::TypeId;
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use http::{Request, Response};

use super::super::Endpoint;
use super::super::client::{ResponseLimits, TransportError, TransportErrorKind};
use super::answer::{Answer, Failure};
use super::examples::{ExampleChoice, Examples};
use super::fault::Fault;
use super::handler::{Cut, Handled, Handler, TargetHandler};
use super::parameter::api_version;
use super::served::ServedCall;

/// The start of the clock of a fake: 1 January 2024, in seconds.
const START: u64 = 1_704_067_200;

/// A transport for both clients that answers operations with typed values, without a server. Clones share everything.
///
/// Requests and responses are really encoded and read. Of several operations that have the path of a request, the one with the most
/// specific template answers. A call that none answers is an error that names it and lists the known operations.
///
/// ```text
/// let fake = Fake::new().on(|request: InvoicesGet| Ok(invoice(&request.invoice_name)));
/// let client = Client::builder(endpoint).transport(fake.clone()).build()?;
/// let reply = client.send(&InvoicesGet::new("G1")).await?;
/// assert_eq!(fake.calls::<InvoicesGet>(), [InvoicesGet::new("G1")]);
/// ```
///
/// The fake is the clock of the client: it starts on 1 January 2024, and a wait of the client takes no time but advances it.
#[derive(Clone)]
pub struct Fake {
    state: Arc<Mutex<State>>,
}

struct State {
    endpoint: Endpoint,
    now: SystemTime,
    waits: Vec<Duration>,
    /// The answers of operations, the most specific path first.
    handlers: Vec<Handler>,
    targets: Vec<TargetHandler>,
    /// The faults of any request, and those of operations.
    faults: VecDeque<Fault>,
    own_faults: BTreeMap<TypeId, VecDeque<Fault>>,
    /// The requests, with the operations that answered them.
    received: Vec<(Option<TypeId>, Request<Vec<u8>>)>,
    /// The number of requests of each operation.
    counts: BTreeMap<TypeId, usize>,
    unexpected: Vec<String>,
}

/// A call that a fake received.
#[derive(Clone, Debug)]
pub struct Received<C> {
    /// The operation with its parameters.
    pub call: C,
    /// The request, with the headers that the client added.
    pub request: Request<Vec<u8>>,
    /// The number of requests of the operation before it.
    pub index: usize,
}

impl Default for Fake {
    fn default() -> Self {
        Self::new()
    }
}

impl Fake {
    /// Creates a fake that answers no operation yet.
    #[must_use]
    pub fn new() -> Self {
        let state = State {
            endpoint: Endpoint::local(),
            now: SystemTime::UNIX_EPOCH + Duration::from_secs(START),
            waits: Vec::new(),
            handlers: Vec::new(),
            targets: Vec::new(),
            faults: VecDeque::new(),
            own_faults: BTreeMap::new(),
            received: Vec::new(),
            counts: BTreeMap::new(),
            unexpected: Vec::new(),
        };
        Self {
            state: Arc::new(Mutex::new(state)),
        }
    }

    /// Sets the endpoint of the clients, which matters if it has a path.
    #[must_use]
    pub fn at(self, endpoint: &Endpoint) -> Self {
        self.state().endpoint = endpoint.clone();
        self
    }

    /// Sets the time of the clock.
    #[must_use]
    pub fn starting(self, now: SystemTime) -> Self {
        self.state().now = now;
        self
    }

    /// Answers an operation with the output or the error that a function returns. It replaces an earlier answer of the operation.
    #[must_use]
    pub fn on<C: ServedCall>(
        self,
        mut answer: impl FnMut(C) -> Result<C::Output, Failure<C::Error>> + Send + 'static,
    ) -> Self {
        self.on_received(move |received: Received<C>| Answer::from(answer(received.call)))
    }

    /// Answers an operation with any response: with another status, headers, a delay or a fault. The function also gets the request
    /// as it was sent, and its number. It replaces an earlier answer of the operation.
    #[must_use]
    pub fn on_received<C: ServedCall>(
        self,
        answer: impl FnMut(Received<C>) -> Answer<C> + Send + 'static,
    ) -> Self {
        self.state().add_handler(Handler::new(answer));
        self
    }

    /// Answers an operation with a documented example, by name or by status: that of the api-version of the request, or else of the
    /// newest one in which the operation has this form. It replaces an earlier answer of the operation.
    ///
    /// ```text
    /// let fake = Fake::new()
    ///     .on_example::<InvoicesGet>(azure::EXAMPLES, "Invoice")
    ///     .on_example::<InvoicesList>(azure::EXAMPLES, 404);
    /// ```
    ///
    /// If there is no such example, a call is an error that lists the examples of the operation.
    #[must_use]
    pub fn on_example<C: ServedCall>(
        self,
        examples: Examples,
        choice: impl Into<ExampleChoice>,
    ) -> Self {
        let choice = choice.into();
        self.on_received(move |received: Received<C>| {
            let version = api_version::<C, _>(&received.request);
            Answer::example_in(examples, &choice, version.as_deref())
        })
    }

    /// Answers requests that are no operation, such as those of links and of polling, by method and target: a path, or a path with
    /// pairs that the query has to contain. It precedes the answers of operations.
    #[must_use]
    pub fn on_target(
        self,
        method: &str,
        target: &str,
        answer: impl FnMut(&Request<Vec<u8>>) -> Response<Vec<u8>> + Send + 'static,
    ) -> Self {
        let handler = TargetHandler::new(method, target, answer);
        self.state().targets.push(handler);
        self
    }

    /// Adds a fault for the next request that has none. Each fault is that of one request, in order.
    #[must_use]
    pub fn fault(self, fault: Fault) -> Self {
        self.state().faults.push_back(fault);
        self
    }

    /// Adds a fault for the next request of an operation that has none. The operation needs an answer.
    #[must_use]
    pub fn fault_on<C: ServedCall>(self, fault: Fault) -> Self {
        let operation = TypeId::of::<C>();
        let mut state = self.state();
        state
            .own_faults
            .entry(operation)
            .or_default()
            .push_back(fault);
        drop(state);
        self
    }

    /// Returns the calls of an operation that has an answer, in order, also those with a fault in its place. Each attempt of a call is
    /// one. Calls that [`on_target`](Self::on_target) answered are not among them.
    #[must_use]
    pub fn calls<C: ServedCall>(&self) -> Vec<C> {
        let endpoint = self.state().endpoint.clone();
        let requests = self.requests_of::<C>();
        let calls = requests.iter();
        calls
            .filter_map(|request| C::parse_request(request, &endpoint).ok())
            .collect()
    }

    /// Returns the requests of an operation as they were sent.
    #[must_use]
    pub fn requests_of<C: ServedCall>(&self) -> Vec<Request<Vec<u8>>> {
        let own = Some(TypeId::of::<C>());
        let state = self.state();
        let received = state.received.iter();
        let requests = received.filter(|(operation, _)| *operation == own);
        requests.map(|(_, request)| request.clone()).collect()
    }

    /// Returns all requests as they were sent.
    #[must_use]
    pub fn requests(&self) -> Vec<Request<Vec<u8>>> {
        let state = self.state();
        let received = state.received.iter();
        received.map(|(_, request)| request.clone()).collect()
    }

    /// Returns the errors of the calls that nothing answered.
    #[must_use]
    pub fn unexpected(&self) -> Vec<String> {
        self.state().unexpected.clone()
    }

    /// Returns the waits of the client, such as those before a retry.
    #[must_use]
    pub fn waits(&self) -> Vec<Duration> {
        self.state().waits.clone()
    }

    /// Returns the time of the clock.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        self.state().now
    }

    /// Advances the clock.
    pub fn advance(&self, duration: Duration) {
        self.state().advance(duration);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A function that panics holds no lock, so the state is whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn wait(&self, duration: Duration) {
        let mut state = self.state();
        state.advance(duration);
        state.waits.push(duration);
    }

    /// Answers a request with a whole response.
    pub(super) fn respond(
        &self,
        request: Request<Vec<u8>>,
        limits: ResponseLimits,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        match self.respond_in_part(request, limits)? {
            (response, None) => Ok(response),
            (_, Some(_)) => Err(TransportError::new(TransportErrorKind::Cut)),
        }
    }

    /// Answers a request, with the number of bytes of the body after which the connection breaks.
    pub(super) fn respond_in_part(
        &self,
        request: Request<Vec<u8>>,
        limits: ResponseLimits,
    ) -> Result<(Response<Vec<u8>>, Option<usize>), TransportError> {
        let (found, fault, index) = self.state().receive(&request);
        match fault {
            Some(Fault::Transport(kind)) => return Err(TransportError::new(kind)),
            Some(Fault::Status(status)) => {
                let mut response = Response::new(Vec::new());
                match http::StatusCode::from_u16(status) {
                    Ok(status) => *response.status_mut() = status,
                    Err(error) => return Err(unusable(error.to_string())),
                }
                return Ok((limited(response, limits)?, None));
            }
            Some(Fault::Response(response)) => return Ok((limited(*response, limits)?, None)),
            Some(Fault::Delay(_) | Fault::Cut | Fault::CutAfter(_)) | None => {}
        }
        let handled = match found {
            Ok(handler) => handler.answer(&request, index).map_err(unusable)?,
            Err(unexpected) => return Err(unusable(unexpected)),
        };
        let Handled {
            response,
            mut delay,
            mut cut,
        } = handled;
        match fault {
            Some(Fault::Delay(more)) => delay = delay.saturating_add(more),
            Some(Fault::Cut) => cut = Some(Cut::Whole),
            Some(Fault::CutAfter(bytes)) => cut = Some(Cut::After(bytes)),
            _ => {}
        }
        if let Some(timeout) = limits.timeout.filter(|timeout| delay >= *timeout) {
            self.advance(timeout);
            return Err(TransportError::new(TransportErrorKind::Timeout));
        }
        self.advance(delay);
        match cut {
            None => Ok((limited(response, limits)?, None)),
            Some(Cut::After(bytes)) => Ok((limited(response, limits)?, Some(bytes))),
            Some(Cut::Whole) => Err(TransportError::new(TransportErrorKind::Cut)),
        }
    }
}

fn unusable(message: String) -> TransportError {
    TransportError::new(TransportErrorKind::Unusable).because(message)
}

/// Returns a response whose body is within the limit.
fn limited(
    response: Response<Vec<u8>>,
    limits: ResponseLimits,
) -> Result<Response<Vec<u8>>, TransportError> {
    let limit = limits.body;
    match u64::try_from(response.body().len()).is_ok_and(|length| length <= limit) {
        true => Ok(response),
        false => Err(TransportError::new(TransportErrorKind::TooLong { limit })),
    }
}

impl State {
    fn advance(&mut self, duration: Duration) {
        // A clock that can't go on stands still.
        self.now = self.now.checked_add(duration).unwrap_or(self.now);
    }

    fn add_handler(&mut self, handler: Handler) {
        self.handlers
            .retain(|known| known.operation != handler.operation);
        let place = self
            .handlers
            .partition_point(|known| known.specificity <= handler.specificity);
        self.handlers.insert(place, handler);
    }

    /// Records a request. Returns what answers it or the error if nothing does, its fault, and the number of requests before it that
    /// had the same answer.
    fn receive(
        &mut self,
        request: &Request<Vec<u8>>,
    ) -> (Result<Found, String>, Option<Fault>, usize) {
        let found = self.find(request);
        let operation = match &found {
            Ok(Found::Operation(handler, _)) => Some(handler.operation),
            Ok(Found::Target(_)) | Err(_) => None,
        };
        let count = operation.map(|operation| self.counts.entry(operation).or_default());
        let index = count.map_or(0, |count| std::mem::replace(count, *count + 1));
        self.received.push((operation, request.clone()));
        let own = operation.and_then(|operation| self.own_faults.get_mut(&operation));
        let fault = own.and_then(VecDeque::pop_front);
        let fault = fault.or_else(|| self.faults.pop_front());
        if let Err(unexpected) = &found {
            self.unexpected.push(unexpected.clone());
        }
        (found, fault, index)
    }

    fn find(&self, request: &Request<Vec<u8>>) -> Result<Found, String> {
        if let Some(target) = self.targets.iter().find(|target| target.fits(request)) {
            return Ok(Found::Target(target.clone()));
        }
        let mut problems = Vec::new();
        for handler in &self.handlers {
            match handler.check(request, &self.endpoint) {
                Ok(()) => return Ok(Found::Operation(handler.clone(), self.endpoint.clone())),
                Err(error) if error.has_path() => {
                    problems.push(error.to_string());
                    // The path is that of an operation, which less specific ones do not have then.
                    if error.is_parameter() {
                        break;
                    }
                }
                Err(_) => {}
            }
        }
        Err(self.describe_unexpected(request, &problems))
    }

    fn describe_unexpected(&self, request: &Request<Vec<u8>>, problems: &[String]) -> String {
        let (method, uri) = (request.method(), request.uri());
        let mut text = format!("unexpected call: {method} {uri}");
        for problem in problems {
            text.push_str("; ");
            text.push_str(problem);
        }
        match self.handlers.as_slice() {
            [] => text.push_str("; the fake answers no operation"),
            known => {
                let known: Vec<String> = known
                    .iter()
                    .map(|known| format!("{} ({} {})", known.id, known.method, known.path))
                    .collect();
                text.push_str(&format!("; the fake answers {}", known.join(", ")));
            }
        }
        let ends = |known: &&Handler| known.method == method.as_str() && known.ends(uri.path());
        if let Some(known) = self
            .handlers
            .iter()
            .find(ends)
            .filter(|_| problems.is_empty())
        {
            text.push_str(&format!(
                "; the path ends like that of {}: if the endpoint has a path, `Fake::at` needs it",
                known.id
            ));
        }
        text
    }
}

/// The answer to a request, before it is encoded.
enum Found {
    Operation(Handler, Endpoint),
    Target(TargetHandler),
}

impl Found {
    fn answer(&self, request: &Request<Vec<u8>>, index: usize) -> Result<Handled, String> {
        match self {
            Self::Operation(handler, endpoint) => handler.answer(request, endpoint, index),
            Self::Target(target) => Ok(target.answer(request)),
        }
    }
}

impl fmt::Debug for Fake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        let operations: Vec<&str> = state.handlers.iter().map(|handler| handler.id).collect();
        formatter
            .debug_struct("Fake")
            .field("operations", &operations)
            .field("received", &state.received.len())
            .finish_non_exhaustive()
    }
}
