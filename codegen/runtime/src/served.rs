//! The macro that implements [`ServedCall`](super::testing::ServedCall) for operations, with the feature `testing` only.

/// Implements the reading of requests and the writing of responses:
/// `served! { Name(request, response) { field, body: request.bytes()? }; output => response.json(output); error => response.json(error); }`.
#[cfg(feature = "testing")]
#[doc(hidden)]
#[macro_export]
macro_rules! __served {
    (
        $name:ident($request:ident, $response:ident $(,)?) { $($field:ident $(: $value:expr)?),* $(,)? };
        $output:ident => $write_output:expr;
        $error:ident => $write_error:expr;
    ) => {
        impl rt::ServedCall for $name {
            #[allow(unused_variables)]
            fn read_parameters($request: &mut rt::RequestReader<'_>) -> ::core::result::Result<Self, rt::ParseRequestError> {
                Ok(Self { $($field: rt::served!(@value $request $($value)?),)* })
            }
            #[allow(unused_variables)]
            fn write_output($output: &Self::Output, $response: &mut rt::ResponseWriter) {
                $write_output
            }
            #[allow(unused_variables)]
            fn write_error($error: &Self::Error, $response: &mut rt::ResponseWriter) {
                $write_error
            }
        }
    };
    (@value $request:ident) => {
        $request.value()?
    };
    (@value $request:ident $value:expr) => {
        $value
    };
}

/// Does nothing without the feature `testing`.
#[cfg(not(feature = "testing"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __served {
    ($($tokens:tt)*) => {};
}

#[doc(hidden)]
pub use __served as served;
