//! The attribute `#[versioned]` expands one definition of an API, annotated with its history, into the types of each
//! api-version. A type that is the same in two api-versions *is the same Rust type*.
//!
//! ```
//! #[billing_macros::versioned(versions("2017-02-27-preview", "2020-05-01", "2024-04-01"))]
//! mod definitions {
//!     /// Money in one currency.
//!     #[derive(Clone, Debug)]
//!     pub struct Amount {
//!         pub currency: String,
//!         pub value: String,
//!     }
//!
//!     #[versions(.."2024-04-01")]
//!     pub struct Document {
//!         pub url: String,
//!     }
//!
//!     #[versions("2024-04-01".., was = "Document")]
//!     pub struct InvoiceDocument {
//!         pub name: String,
//!     }
//!
//!     pub struct Invoice {
//!         #[versions("2020-05-01"..)]
//!         pub amount: Amount,
//!         #[versions("2020-05-01".."2024-04-01")]
//!         pub documents: Vec<Document>,
//!         #[versions("2024-04-01"..)]
//!         pub documents: Vec<InvoiceDocument>,
//!     }
//! }
//!
//! // A type that did not change needs no conversion.
//! fn newest(amount: v2020_05_01::Amount) -> v2024_04_01::Amount {
//!     amount
//! }
//!
//! fn main() {
//!     let amount = newest(v2020_05_01::Amount { currency: "EUR".to_owned(), value: "1.00".to_owned() });
//!     let _ = v2017_02_27_preview::Invoice {};
//!     let invoice = v2024_04_01::Invoice { amount, documents: vec![v2024_04_01::InvoiceDocument { name: "a".to_owned() }] };
//!     assert_eq!(invoice.documents.len(), 1);
//! }
//! ```
//!
//! # The attribute
//!
//! `#[versioned(...)]` annotates a module with a body and replaces it with a public module for each api-version
//! (`v2017_02_27_preview`, `v1`). With a runtime or features, the types stand in private modules of those that several
//! api-versions share, otherwise in the module of the oldest api-version that has them. The operations of an api-version
//! stand in its module `operations`. The module `latest` is that of the newest stable one.
//! Arguments of the attribute:
//!
//! | argument | meaning |
//! | --- | --- |
//! | `versions("a", "b")` | The api-versions, oldest first. `"2024-04-01" as stable` names the module of one. |
//! | `unversioned` | Optional. The definitions are one document with one api-version, and nothing is named after that; see [below](#one-document). |
//! | `latest = none` | Optional. The newest stable api-version of the API is not among these: there is no module `latest` and no `ApiVersion::LATEST`. |
//! | `features = "azure-"` | Optional. The prefix of cargo features: api-version 2024-04-01 is compiled with `#[cfg(feature = "azure-2024-04-01")]`. Without it there is no `cfg`. |
//! | `runtime = crate::runtime` | Optional. The path of a runtime (`billing_runtime` or a copy of it). With a runtime, types are serialized and deserialized, and operations are possible. A path that starts with `self` or `super` is relative to the attribute. |
//! | `servers("https://{region}.example.com/{path}"("region" = ["eu", "us"], "path" = "v1"))` | Optional. The servers of the service. The variables of a URL follow it: a name alone, a name with its default, or a name with its allowed values, the first of which is the default (`[_, "eu", "us"]`: no default). The servers become the constant `SERVERS`. |
//! | `request_ids("x-ms-client-request-id")` | Optional. The headers in which clients send a random id with each request. |
//! | `schemes("key" = header("X-Key"), "token" = bearer)` | Optional. The security schemes: `bearer`, `basic`, `header("name")`, `query("name")`, `cookie("name")` or `other("name")`. They become the constant `SECURITY`. |
//! | `security("token" = ["read"], all("key", "token"), none)` | Optional. The security requirements, any one of which is enough: a scheme with its scopes, `all(...)` for several schemes together, or `none`. They apply to each operation without its own. |
//!
//! The module contains `pub` structs with named fields, `pub` enums, `pub` aliases (`type`), and `use` items; each emitted
//! module imports the names that it needs. The attribute does not work in a function, because emitted paths start with `super`. Attributes
//! of the module, such as `#[allow(...)]`, are copied to every emitted module.
//!
//! ## One document
//!
//! An API that is one document needs no module for its api-version, which can change from release to release:
//! `versions("2.3.0"), unversioned` replaces the annotated module with the types themselves. The operations stand in the public
//! module `operations`, and nothing else gets a name in the place of the attribute, except for private modules and the hidden
//! module `document`. There is no `ApiVersion`, `latest`, `version` or `any`, and the request of an operation is built without
//! its api-version: `request.request(&endpoint)`.
//!
//! ```
//! #[billing_macros::versioned(versions("2.3.0"), unversioned)]
//! mod definitions {
//!     pub struct Amount {
//!         pub value: String,
//!     }
//! }
//!
//! # fn main() {
//! let amount = Amount { value: "1.00".to_owned() };
//! assert_eq!(amount.value, "1.00");
//! # }
//! ```
//!
//! # Attributes in the module
//!
//! All other attributes, such as docs and derives, are kept. Only `#[cfg]` is an error, because definitions refer to
//! each other and their api-versions alone decide whether they exist.
//!
//! | attribute | on | meaning |
//! | --- | --- | --- |
//! | `#[versions("a".."b")]` | everything | The api-versions that have it, as a Rust range of listed api-versions: `"a"..`, `.."b"`, `"a".."b"` (without `b`) or `..`. Without the attribute, those of its parent. A name can be defined several times, in ranges that do not overlap. |
//! | `#[versions("b".., was = "Old")]` | everything | It continues `Old` of the previous api-version: it was renamed, not removed and added. |
//! | `#[versions("b".., upgrade_with = path, downgrade_with = path)]` | fields, alternatives | Functions that convert the value of its predecessor, and back; see [below](#moving-between-api-versions). |
//! | `#[wire("name")]` | fields, variants | The wire name. Without it, a field has the camelCase of its Rust name (`amount_due` is `amountDue`, `r#type` is `type`), and a variant its Rust name. |
//! | `#[constant("a")]` | optional fields, required parameters | The value of the field in new values: a string, a number, `true` or `false`. |
//! | `#[others]` | a field of type `Option<BTreeMap<String, T>>` | The map holds the members that no other field names and whose values are `T`; one to a struct. |
//! | `#[argument]` | optional fields | `new` asks for the field, although it may be absent. |
//! | `#[doc_in("a", "text")]` | types | Docs of the one shape that exists in this api-version; repeatable. A range in place of the api-version, such as `"a"..`, means each shape with one of its api-versions. In lines that begin with `use `, `{version_module}` is the module of the oldest of them that is compiled. |
//! | `#[when("/kind" = "a", "/other" = "b")]` | alternatives of a union | A rule that selects it: JSON pointers and the scalars expected there as text (`"invoice"`, `"true"`, `"1"`), compared without ASCII case; repeatable. `#[when(optional, "/kind" = "a")]` leaves it possible for a value without them. |
//! | `#[closed]` | alternatives of a union | Its objects have no other members than those of the type, so it is the last choice for an object with others. |
//! | `#[operation(...)]` | a struct | The struct is the request of an operation; see [below](#operations). |
//! | `#[path]`, `#[query]`, `#[header]`, `#[cookie]`, `#[body]` | fields of an operation | The location of a parameter; `#[query("$top")]` also sets its wire name. |
//!
//! # Types
//!
//! A **struct** is an object. A member of type `Option<T>` is optional, one of type `Option<Option<T>>` optional and
//! nullable, and any other required. `Nullable<T>`, the runtime's alias of `Option<T>`, is a required member that is
//! nullable.
//!
//! An **enum of unit variants** is an enumeration of strings, or of integers if each variant has a value: `High = 1`. Both hold
//! values that are not listed too. An **enum of variants with one field** is a union: a
//! value of one of several types. Rules over the same pointers form a stage, and stages are tried in the order in which
//! they first appear. The first stage whose pointers all exist and are strings decides: it selects the variant with the
//! matching rule, or none. A stage of `optional` rules selects so if the scalars are there; without them, each of its variants remains
//! possible, as in a union without rules. A union without `#[when]` selects the alternative that has all its required members and
//! recognizes the most members; among several of those, the one that leaves the fewest values untyped, then the first.
//!
//! A **`type`** is an alias: another name of a type, in the modules of the api-versions in its range. Whatever names it means
//! the type that it stands for, also where the attribute asks for `Option`, `Vec` or a map. An alias may name another type from
//! an api-version on, and a struct may follow it under the same name:
//!
//! ```
//! #[billing_macros::versioned(versions("2020-05-01", "2024-04-01"))]
//! mod definitions {
//!     #[versions(.."2024-04-01")]
//!     pub type Reference = String;
//!
//!     #[versions("2024-04-01"..)]
//!     pub struct Reference {
//!         pub id: String,
//!     }
//!
//!     pub struct Invoice {
//!         pub reference: Option<Reference>,
//!     }
//! }
//!
//! # fn main() {
//! let older = v2020_05_01::Invoice { reference: Some("a".to_owned()) };
//! let newer = v2024_04_01::Invoice { reference: Some(v2024_04_01::Reference { id: "a".to_owned() }) };
//! # }
//! ```
//!
//! A type whose path is the name of a definition in the module refers to that definition, which has to exist in all
//! api-versions that use it. If there are several api-versions, the docs of each type end with those that have it.
//!
//! ## With a runtime
//!
//! Structs have a field `kept` for unknown fields and a method `kept()` that lists them. They have `new` with the
//! required fields and those with `#[argument]`, or `Default` if there are none, and a setter for each optional field. A setter whose
//! name every struct uses for a method (`new`, `from`, `upgrade` ...) gets the prefix `with_`. Enumerations and unions have a variant `UnknownValue` for
//! unlisted values. All types implement `Clone`, `Debug`, `PartialEq`, and serde's `Serialize` and `Deserialize`.
//!
//! `ErasedBox<T>` of the runtime is a box into which the compiler does not look. `T` is the name of a definition. Types
//! that refer to each other through more than about 30 fields, lists or maps need one every few types, because the
//! compiler gives up after 128 steps. The module `erased` has the functions of the types in such boxes. A type that
//! derives `Hash` also hashes in them; other traits than `Default`, `Eq`, `Hash` and those above do not reach through.
//!
//! ## Without a runtime
//!
//! Types are emitted as they are written, with the derives that they have. `#[wire]` and `#[when]` have no effect. There
//! is no `ErasedBox`; nesting is limited by the compiler.
//!
//! # Operations
//!
//! ```text
//! #[operation(
//!     GET "/accounts/{accountName}/invoices",     // method and path template
//!     id = "Invoices_ListByAccount",
//!     responses(200 = InvoiceList, 202),          // statuses (200, 4XX, default), each with the type of its body, if any
//!     error = ErrorResponse,                      // optional: the body of every other failure; without it, any JSON
//!     headers("X-Total" = i64),                   // optional: the headers of the responses, as typed constants
//!     stream("text/event-stream" = Update),       // optional: the stream of items; without a type, events with text
//!     paging(next = "nextLink", items = "value"), // optional: the members for the next page and the items
//!     long_running = "location",                  // optional: where the final result is found, "" if unknown
//!     api_version = "api-version",                // optional: the query parameter for the api-version
//!     api_version_value = "2019-06-01-preview",   // optional: what it always says, if not the requested api-version
//!     servers("https://b.example"),               // optional: the servers of this operation alone
//!     security("key"),                            // optional: security requirements other than those of the service
//! )]
//! pub struct InvoicesListByAccount {
//!     #[path]
//!     pub account_name: String,
//!     #[versions("2024-04-01"..)]
//!     #[query("$top", minimum = 1, maximum = 100)]
//!     pub top: Option<i32>,
//! }
//! ```
//!
//! Operations may stand in `mod operations { ... }` inside the module of the definitions, where a definition may have the name of
//! a type outside; names in their attributes and fields are those of types. In either place the request type is emitted as
//! `v2024_04_01::operations::InvoicesListByAccount`.
//!
//! The request type has `new` with the required parameters and a setter for each optional one. It implements the
//! runtime's `Call`, and `Operation<V>` for each api-version `V` that has the operation. `V` is a type of the emitted
//! module `version` (`version::V2024_04_01`), which is compiled whatever features are on; with another api-version, the
//! compiler reports from which api-version on the operation exists. A setter whose name every request uses for a method
//! (`new`, `request`, `check` ...) gets the prefix `with_`.
//!
//! **Responses.** `Output` is the type of successful responses: the type of the body, `()`, or if the documented 2XX
//! differ, an enum `...Output` with a variant for each status (`Ok`, `Created`, `Accepted`, `NoContent`, `Other` for
//! `2XX`). `Error` is the type of all others: the body of the listed failures and of `error`, or if they differ, an
//! enum `...Error` (`NotFound`, `ClientError` for `4XX`, `Default`). A `default` beside a listed success is a failure;
//! alone it is both. If a definition already has the name of such an enum, the name of the enum ends with `Body`.
//!
//! `200("text/plain") = String` and `200("image/png") = Vec<u8>` are decoded as text and as bytes. A body without a
//! media type, or with one of JSON, is JSON; a list of bytes is bytes in any media type. `200("application/json",
//! "text/csv") = OneOf<Report, String>` is an enum whose variants are named after the media types (`Json`, `Csv`), and
//! the response's `Content-Type` selects one. Without `OneOf`, all media types have the one type.
//!
//! **Parameters.** `#[path]`, `#[query]`, `#[header]` and `#[cookie]` have these arguments:
//!
//! | argument | meaning |
//! | --- | --- |
//! | `"$top"` | The wire name; first. |
//! | `style = commas` | The serialization of an array or an object: `commas`, `repeated` (`name=value` for each), `spaces`, `pipes`, `tabs`, `members` (`a=1,b=2`), `json`; in a query also `deep_object` (`name[a]=1`), in a path `label`, `label_repeated`, `matrix`, `matrix_repeated`. `verbatim` is a string that is not percent-encoded; in a cookie it is `cookie`, or `cookie_commas` with commas between elements. The default is `repeated` in a query or cookie, `commas` elsewhere. |
//! | `minimum = 1`, `exclusive_minimum`, `maximum`, `exclusive_maximum` | The bounds of a number. |
//! | `min_length = 1`, `max_length`, `min_items`, `max_items` | The bounds of the length of a string or an array. |
//! | `pattern = "^[a-z]+$"` | A regular expression. It is checked only on request. |
//!
//! A body is JSON. `#[body(as = "text/plain")]` sends a `String` and any other media type a `Vec<u8>`, except that a
//! media type of JSON sends any type as JSON. `application/x-www-form-urlencoded` sends the members of a struct, and
//! `multipart/form-data` sends each in a part, where members of the runtime's type `File` are files. The encodings of
//! members follow in parentheses, a style or a media type: `as = "multipart/form-data"("codes" = commas, "photo" =
//! "image/png")`. The runtime's type `Content` has a media type of its own, for ranges such as `as = "image/*"`.
//!
//! `#[body(as("application/json", "text/csv"))] pub body: OneOf<Report, String>` is an enum `...Body` with a variant for
//! each media type. It implements `From` for the type of the first.
//!
//! `#[query(as = "application/x-www-form-urlencoded")]` is a struct that is the whole query, with encodings as in a body. Another
//! media type of a query sends JSON or a `String`, percent-encoded.
//!
//! **Paging.** `paging(items = "value")` names the member with the items, and is a single page. One of these leads to the
//! next page:
//!
//! - `next = "nextLink"`: the member with a link, and `method = "POST"` if it is not requested by `GET`;
//! - `link_header = "next"`: the relation of a link in the header `Link`;
//! - `cursor = "token"` or `cursor_header = "X-Next"`, with `parameter = "after"`: the member or the header with a token,
//!   and the parameter that takes it;
//! - `offset = "offset"`: the query parameter for the number of the first item, and `total = "totalCount"`, the member that
//!   counts all items;
//! - `page = "page", first = 1`: the query parameter for the number of the page, and `pages = "pageCount"`, the member that
//!   counts them.
//!
//! `size = "size"` names the query parameter for the number of items in a page. Without `total` or `pages`, an empty page
//! is the last. A member deeper in the body is a JSON pointer, `/links/next`, and `items = ""` is a body that is the list.
//! The request type then implements `Paged`. With `long_running` it implements `LongRunning`, whose `Final` is the body of
//! the first successful response other than 202.
//!
//! # Moving between api-versions
//!
//! A shape that changes at an api-version has conversions to and from the next shape. A type, field or variant
//! continues the one of the same name, or the one that `was` names.
//!
//! ```
//! # fn main() {
//! # example::check();
//! # }
//! # mod example {
//! #[billing_macros::versioned(versions("v1", "v2"))]
//! mod definitions {
//!     #[derive(Clone, Debug, PartialEq)]
//!     pub struct Line {
//!         #[versions(.."v2")]
//!         pub cents: i64,
//!         #[versions("v2".., was = "cents", upgrade_with = to_text, downgrade_with = to_cents)]
//!         pub price: String,
//!         #[versions("v2"..)]
//!         pub note: Option<String>,
//!     }
//!
//!     #[derive(Debug)]
//!     pub struct Invoice {
//!         pub lines: Vec<Line>,
//!     }
//! }
//!
//! fn to_text(cents: &i64) -> String {
//!     format!("{}.{:02}", cents / 100, cents % 100)
//! }
//!
//! fn to_cents(price: &str) -> i64 {
//!     price.replace('.', "").parse().unwrap_or(0)
//! }
//!
//! # pub fn check() {
//! let old = v1::Invoice { lines: vec![v1::Line { cents: 1250 }] };
//! let mut new = v2::Invoice::from(old);
//! assert_eq!(new.lines[0].price, "12.50");
//!
//! // The downgrade succeeds if nothing is lost.
//! new.lines[0].note = Some("gift".to_owned());
//! let error = v1::Invoice::try_from(new).unwrap_err();
//! assert_eq!(error.lost(), ["lines[0].note"]);
//! let new = error.into_inner();
//! # assert_eq!(new.lines.len(), 1);
//! # }
//! # }
//! ```
//!
//! | the member | its conversion |
//! | --- | --- |
//! | has the same type | The value is moved. |
//! | has a type that continues the other one, also within `Option`, `Vec`, `Box`, `ErasedBox` and `BTreeMap<String, _>` | The value is converted in turn. |
//! | has another type and a custom conversion | The function converts the value. |
//! | has another type | With a runtime, the JSON of the value is decoded as the other type and kept if it does not fit. Without one, there is no conversion. |
//! | is removed | With a runtime, the value is kept. Without one, the conversion of an optional member is a `TryFrom`, and a required one has none. |
//! | is new and optional | With a runtime, a kept value of its name is decoded if it fits. Otherwise the member is absent. |
//! | is new and required | With a runtime, a kept value of its name is decoded if it fits, otherwise the conversion fails: it is a `TryFrom`. Without one, there is no conversion. |
//!
//! **Changes of type.** Both types are views of the same JSON, so by the fourth row a value has a type in the other
//! api-version if its JSON fits there:
//!
//! | from | to | converts |
//! | --- | --- | --- |
//! | a smaller integer | a larger one, `Decimal`, `Json` | always; back if it is a whole number in range |
//! | an integer | `f64` | always; back it is kept, because a binary float is written with a decimal point |
//! | an enumeration of strings | `String` | always, and back: an enumeration holds any string, unlisted ones as `UnknownValue` |
//! | an enumeration of integers | `i64`, `Decimal`, `Json` | always, and back from an integer that `i64` holds |
//! | an enumeration | another one of strings or of integers, as it is | always, by its string or integer |
//! | `String` | `Date`, `Uuid` and other types over a string | always; `kept()` lists a string that is not valid |
//! | `Date`, `Uuid` and other types over a string | `String` | always |
//! | `i64` | `UnixTime` | always, and back |
//! | `Date` | `DateTime` | always; the text is preserved and `kept()` lists it, because a date is no timestamp |
//! | anything | `Json` | always, and back if it fits |
//! | `T` | `Option<T>` | always, and back if there is a value |
//! | `T` | `Vec<T>` | never: it is kept |
//!
//! **Custom conversions** are functions from a reference to one type to the other type, each without its outermost
//! `Option`. For an optional member the function may return an `Option`; if it returns `None`, the value is kept, and
//! lost in a downgrade. The path of the function is relative to the attribute `#[versioned]`; a path into another crate
//! starts with `::`.
//!
//! **With a runtime**, all types have `upgrade::<V>()`, `downgrade::<V>()` and `downgrade_keeping::<V>()`, which
//! convert over any number of api-versions; `V` is one of the types in `version`. Between neighbours there are `From`
//! for upgrades (`TryFrom` if the target has a new required member) and `TryFrom` for downgrades. For api-versions that
//! are known only at run time there are the enum `ApiVersion`, and in the module `any` an enum for each type with
//! several shapes.
//!
//! **Without a runtime**, neighbours have `From` if each value has one in the target type, and `TryFrom` if only
//! optional members, or values of variants that the target does not have, would be lost. So an enumeration that grows has
//! `From` upwards and `TryFrom` downwards. The error is `MoveError`, beside the modules of the api-versions; the path of a
//! lost variant is that of the member with this value, or the name of the variant if the value is not in a struct. A
//! struct can be converted if all its fields are visible outside of its module (`pub`, `pub(crate)`). A type that cannot be converted has no conversion, and neither has a type that
//! contains it.
//!
//! With `features`, a conversion exists if both its ends are on. Shapes between two api-versions that are on are
//! compiled privately, because conversions lead through them.
//!
//! # Errors
//!
//! Each contradiction is an error at the offending token that says what to write instead. All errors are reported at
//! once. The items that are right are still emitted, so that an editor keeps completing.

/// Expands a module of definitions into the types of each api-version. The [crate's docs](crate) specify the grammar.
#[proc_macro_attribute]
pub fn versioned(
    attribute: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    billing_macros_expand::versioned(attribute.into(), item.into()).into()
}
