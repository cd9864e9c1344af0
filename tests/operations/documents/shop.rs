#[billing_macros::versioned(
    versions("0.1.0"),
    unversioned,
    runtime = crate::runtime,
    schemes("OAuth2PasswordBearer" = bearer),
    security("OAuth2PasswordBearer")
)]
#[rustfmt::skip]
mod definitions {
    use std::collections::BTreeMap;
    use crate::runtime::{DateTime, Decimal, File, Json};

    pub struct BodyLoginTokenPost {
        /// Pattern: `^password$`.
        #[wire("grant_type")]
        pub grant_type: Option<Option<String>>,
        pub username: String,
        pub password: String,
        /// Default: `  `.
        pub scope: Option<String>,
        #[wire("client_id")]
        pub client_id: Option<Option<String>>,
        #[wire("client_secret")]
        pub client_secret: Option<Option<String>>,
    }

    pub struct BodyUploadOrdersOrderIdFilesPost {
        pub file: File,
        /// Default: `[]`.
        pub more: Option<Vec<File>>,
        pub preview: Option<Option<File>>,
        pub note: String,
        /// Default: `[]`.
        pub labels: Option<Vec<String>>,
        /// Default: `1`.
        pub copies: Option<i64>,
    }

    pub struct Token {
        #[wire("access_token")]
        pub access_token: String,
        /// Default: `bearer`.
        #[wire("token_type")]
        #[constant("bearer")]
        pub token_type: Option<TokenTokenType>,
    }

    /// Token Type
    ///
    /// Default: `bearer`.
    pub enum TokenTokenType {
        #[wire("bearer")]
        Bearer,
    }

    pub enum State {
        #[wire("open")]
        Open,
        #[wire("paid")]
        Paid,
        #[wire("sent")]
        Sent,
    }

    pub struct Card {
        #[constant("card")]
        pub kind: Option<CardKind>,
        pub number: String,
    }

    /// Kind
    pub enum CardKind {
        #[wire("card")]
        Card,
    }

    pub struct Transfer {
        /// Default: `transfer`.
        #[constant("transfer")]
        pub kind: Option<TransferKind>,
        pub iban: String,
    }

    /// Kind
    ///
    /// Default: `transfer`.
    pub enum TransferKind {
        #[wire("transfer")]
        Transfer,
    }

    /// Order
    pub struct OrderInput {
        pub price: OrderInputPrice,
        /// At least 2, at most 2 elements.
        pub size: (i64, String),
        /// The elements are unique. Default: `[]`.
        pub tags: Option<Vec<String>>,
        pub payment: Option<Option<OrderInputPayment>>,
        /// At most 10 characters.
        pub note: Option<Option<String>>,
        /// Default: `{}`.
        pub meta: Option<BTreeMap<String, Json>>,
    }

    /// Price
    pub enum OrderInputPrice {
        /// More than 0.0.
        Decimal(Decimal),
        /// Pattern: `^(?!^[-+.]*$)[+-]?0*\d*\.?\d*$`.
        String(String),
    }

    pub enum OrderInputPayment {
        #[when("/kind" = "card")]
        Card(Box<Card>),
        #[when("/kind" = "transfer")]
        Transfer(Box<Transfer>),
    }

    /// Order
    pub struct OrderOutput {
        pub id: i64,
        /// Pattern: `^(?!^[-+.]*$)[+-]?0*\d*\.?\d*$`.
        pub price: String,
        /// At least 2, at most 2 elements.
        pub size: (i64, String),
        /// Default: `open`.
        pub state: State,
        /// The elements are unique. Default: `[]`.
        pub tags: Option<Vec<String>>,
        pub payment: Option<Option<OrderInputPayment>>,
        /// At most 10 characters.
        pub note: Option<Option<String>>,
        /// Default: `{}`.
        pub meta: Option<BTreeMap<String, Json>>,
    }

    pub struct HttpValidationError {
        pub detail: Option<Vec<ValidationError>>,
    }

    pub struct ValidationError {
        /// Location
        pub loc: Vec<ValidationErrorLocItem>,
        /// Message
        pub msg: String,
        /// Error Type
        pub r#type: String,
    }

    pub enum ValidationErrorLocItem {
        String(String),
        Integer(i64),
    }

    /// Payment
    pub enum PayOrdersOrderIdPaymentPutBody {
        #[when("/kind" = "card")]
        Card(Box<Card>),
        #[when("/kind" = "transfer")]
        Transfer(Box<Transfer>),
    }

    /// Response Pay Orders  Order Id  Payment Put
    pub enum PayOrdersOrderIdPaymentPutResponse {
        #[when("/kind" = "card")]
        Card(Box<Card>),
        #[when("/kind" = "transfer")]
        Transfer(Box<Transfer>),
    }

    /// As
    ///
    /// Default: `pdf`.
    pub enum DownloadOrdersOrderIdInvoiceGetAs {
        #[wire("pdf")]
        Pdf,
        #[wire("json")]
        Json,
    }

    mod operations {
        /// Login
        ///
        /// `POST /token`
        ///
        /// - `200`, `Token`: Successful Response
        /// - `422`, `HttpValidationError`: Validation Error
        #[operation(
            POST
            "/token",
            id = "login_token_post",
            responses(200 = Token, 422 = HttpValidationError),
            security()
        )]
        pub struct LoginTokenPost {
            /// Body_login_token_post
            ///
            /// Sent as `application/x-www-form-urlencoded`.
            #[body(as = "application/x-www-form-urlencoded")]
            pub body: BodyLoginTokenPost,
        }

        /// List Orders
        ///
        /// `GET /orders`
        ///
        /// - `200`, `Vec<OrderOutput>`: Successful Response
        /// - `422`, `HttpValidationError`: Validation Error
        #[operation(
            GET
            "/orders",
            id = "list_orders_orders_get",
            responses(200 = Vec<OrderOutput>, 422 = HttpValidationError)
        )]
        pub struct ListOrdersOrdersGet {
            /// Default: `[]`.
            #[query]
            pub tag: Option<Vec<String>>,
            #[query]
            pub id: Option<Vec<i64>>,
            #[query]
            pub state: Option<State>,
            #[query]
            pub since: Option<DateTime>,
            /// Default: `false`.
            #[query]
            pub paid: Option<bool>,
            #[header("x-trace")]
            pub x_trace: Option<String>,
            #[cookie]
            pub session: Option<String>,
        }

        /// Create Order
        ///
        /// `POST /orders`
        ///
        /// - `201`, `OrderOutput`: Successful Response
        /// - `422`, `HttpValidationError`: Validation Error
        #[operation(
            POST
            "/orders",
            id = "create_order_orders_post",
            responses(201 = OrderOutput, 422 = HttpValidationError)
        )]
        pub struct CreateOrderOrdersPost {
            /// Order
            #[body]
            pub body: OrderInput,
        }

        /// Read Order
        ///
        /// `GET /orders/{order_id}`
        ///
        /// - `200`, `OrderOutput`: Successful Response
        /// - `422`, `HttpValidationError`: Validation Error
        #[operation(
            GET
            "/orders/{order_id}",
            id = "read_order_orders__order_id__get",
            responses(200 = OrderOutput, 422 = HttpValidationError)
        )]
        pub struct ReadOrderOrdersOrderIdGet {
            #[path("order_id")]
            pub order_id: i64,
        }

        /// Delete Order
        ///
        /// `DELETE /orders/{order_id}`
        ///
        /// - `204`, no body: Successful Response
        /// - `422`, `HttpValidationError`: Validation Error
        #[operation(
            DELETE
            "/orders/{order_id}",
            id = "delete_order_orders__order_id__delete",
            responses(204, 422 = HttpValidationError)
        )]
        pub struct DeleteOrderOrdersOrderIdDelete {
            #[path("order_id")]
            pub order_id: i64,
        }

        /// Pay
        ///
        /// `PUT /orders/{order_id}/payment`
        ///
        /// - `200`, `PayOrdersOrderIdPaymentPutResponse`: Successful Response
        /// - `422`, `HttpValidationError`: Validation Error
        #[operation(
            PUT
            "/orders/{order_id}/payment",
            id = "pay_orders__order_id__payment_put",
            responses(
                200 = PayOrdersOrderIdPaymentPutResponse,
                422 = HttpValidationError
            )
        )]
        pub struct PayOrdersOrderIdPaymentPut {
            #[path("order_id")]
            pub order_id: i64,
            /// Payment
            #[body]
            pub body: PayOrdersOrderIdPaymentPutBody,
        }

        /// Upload
        ///
        /// `POST /orders/{order_id}/files`
        ///
        /// - `200`, `BTreeMap<String, i64>`: Successful Response
        /// - `422`, `HttpValidationError`: Validation Error
        #[operation(
            POST
            "/orders/{order_id}/files",
            id = "upload_orders__order_id__files_post",
            responses(200 = BTreeMap<String, i64>, 422 = HttpValidationError)
        )]
        pub struct UploadOrdersOrderIdFilesPost {
            #[path("order_id")]
            pub order_id: i64,
            /// Body_upload_orders__order_id__files_post
            ///
            /// Sent as `multipart/form-data`.
            #[body(as = "multipart/form-data")]
            pub body: BodyUploadOrdersOrderIdFilesPost,
        }

        /// Download
        ///
        /// `GET /orders/{order_id}/invoice`
        ///
        /// - `200`, `Json` or `Vec<u8>`: The invoice as a file.
        /// - `422`, `HttpValidationError`: Validation Error
        #[operation(
            GET
            "/orders/{order_id}/invoice",
            id = "download_orders__order_id__invoice_get",
            responses(
                200("application/json", "application/pdf")= OneOf<Json,
                Vec<u8>>,
                422 = HttpValidationError
            )
        )]
        pub struct DownloadOrdersOrderIdInvoiceGet {
            #[path("order_id")]
            pub order_id: i64,
            /// Default: `pdf`.
            #[query]
            pub r#as: Option<DownloadOrdersOrderIdInvoiceGetAs>,
        }

        /// Export
        ///
        /// `GET /export`
        ///
        /// - `200`, no body: Successful Response
        #[operation(GET "/export", id = "export_export_get", responses(200))]
        pub struct ExportExportGet {}
    }
}
