#[billing_macros::versioned(
    versions("v1"),
    unversioned,
    runtime = crate::runtime,
    servers("https://b.example")
)]
#[rustfmt::skip]
mod definitions {
    use std::collections::BTreeMap;
    use crate::runtime::{Content, DateTime, Decimal, File, Json, Nullable};

    pub struct Order {
        pub id: Option<String>,
        pub lines: Vec<String>,
        pub codes: Vec<i64>,
        pub pipes: Vec<i64>,
        pub expand: Vec<String>,
        pub address: OrderAddress,
        pub note: Nullable<String>,
        pub json: Vec<String>,
    }

    pub struct OrderAddress {
        pub streets: Vec<String>,
        pub mates: Vec<Note>,
    }

    pub struct Charge {
        pub amount: i64,
        pub note: Option<Option<String>>,
        pub card: Option<ChargeCard>,
        pub expand: Option<Vec<String>>,
        pub codes: Option<Vec<String>>,
        pub pipes: Option<Vec<i64>>,
        pub tags: Option<Vec<String>>,
        pub flat: Option<BTreeMap<String, String>>,
        pub json: Option<Vec<String>>,
        pub when: Option<DateTime>,
    }

    pub struct ChargeCard {
        pub number: Option<String>,
        pub holder: Option<ChargeCardHolder>,
    }

    pub struct ChargeCardHolder {
        pub names: Option<Vec<String>>,
    }

    pub struct Upload {
        pub photo: File,
        pub title: String,
        pub thumbnail: Option<File>,
        pub more: Option<Vec<File>>,
        pub labels: Option<Vec<String>>,
        pub codes: Option<Vec<String>>,
        pub place: Option<UploadPlace>,
        pub settings: Option<UploadSettings>,
        pub table: Option<String>,
    }

    pub struct UploadPlace {
        pub lat: Option<Decimal>,
    }

    pub struct UploadSettings {
        pub a: Option<bool>,
    }

    pub struct Attachment {
        pub id: Option<i64>,
        pub file: Option<File>,
    }

    pub struct Note {
        pub text: Option<String>,
        pub stars: Option<Vec<i64>>,
    }

    pub struct SearchFormSearch {
        pub text: Option<String>,
        pub tags: Option<Vec<String>>,
        pub codes: Option<Vec<i64>>,
        pub links: Option<Vec<String>>,
    }

    pub struct SearchJsonFilter {
        pub n: Option<i64>,
        pub t: Option<String>,
    }

    pub struct PinsSetBody {
        pub n: Option<i64>,
    }

    pub struct LoginBody {
        pub username: String,
        pub password: String,
        pub scopes: Option<Vec<String>>,
        pub device: Option<LoginBodyDevice>,
    }

    pub struct LoginBodyDevice {
        pub id: Option<String>,
    }

    pub struct OrdersCreateFilter {
        pub tags: Vec<String>,
    }

    pub struct OrdersAttachBody {
        pub files: Vec<File>,
        pub labels: Vec<String>,
        pub codes: Vec<i64>,
        pub parts: Vec<OrdersAttachBodyPartsItem>,
        pub note: Nullable<String>,
    }

    pub struct OrdersAttachBodyPartsItem {
        pub a: Option<i64>,
    }

    mod operations {
        /// A form with an encoding for each member.
        ///
        /// `POST /charges`
        ///
        /// - `204`, no body: Done.
        #[operation(POST "/charges", id = "Charges_Create", responses(204))]
        pub struct ChargesCreate {
            /// Sent as `application/x-www-form-urlencoded`.
            #[body(
                as = "application/x-www-form-urlencoded"(
                    "card" = deep_object,
                    "expand" = deep_object,
                    "codes" = commas,
                    "pipes" = pipes,
                    "flat" = repeated,
                    "json" = json
                )
            )]
            pub body: Charge,
        }

        /// A form as the whole query.
        ///
        /// `GET /search`
        ///
        /// - `204`, no body: Found.
        #[operation(GET "/search", id = "Search_Form", responses(204))]
        pub struct SearchForm {
            /// The whole query, as `application/x-www-form-urlencoded`.
            #[query(
                as = "application/x-www-form-urlencoded"(
                    "codes" = commas,
                    "links" = verbatim
                )
            )]
            pub search: SearchFormSearch,
            /// Not percent-encoded.
            #[cookie(style = cookie)]
            pub session: Option<String>,
            /// Not percent-encoded.
            #[cookie(style = cookie)]
            pub colors: Option<Vec<String>>,
            /// Separated by commas, not percent-encoded.
            #[cookie(style = cookie_commas)]
            pub sizes: Option<Vec<i64>>,
        }

        /// JSON as the whole query.
        ///
        /// `POST /search`
        ///
        /// - `204`, no body: Found.
        #[operation(POST "/search", id = "Search_Json", responses(204))]
        pub struct SearchJson {
            /// The whole query, as `application/json`.
            #[query(as = "application/json")]
            pub filter: Option<SearchJsonFilter>,
        }

        /// A text as the whole query.
        ///
        /// `PUT /search`
        ///
        /// - `204`, no body: Found.
        #[operation(PUT "/search", id = "Search_Text", responses(204))]
        pub struct SearchText {
            /// The whole query, as `application/jsonpath`.
            #[query(as = "application/jsonpath")]
            pub path: Option<String>,
        }

        /// A required body that may be null.
        ///
        /// `PUT /pins`
        ///
        /// - `204`, no body: Done.
        #[operation(PUT "/pins", id = "Pins_Set", responses(204))]
        pub struct PinsSet {
            #[body]
            pub body: Nullable<PinsSetBody>,
        }

        /// An optional body that may be null.
        ///
        /// `PATCH /pins`
        ///
        /// - `204`, no body: Done.
        #[operation(PATCH "/pins", id = "Pins_Patch", responses(204))]
        pub struct PinsPatch {
            #[body]
            pub body: Option<Option<PinsSetBody>>,
        }

        /// An optional body of any JSON.
        ///
        /// `POST /pins`
        ///
        /// - `204`, no body: Done.
        #[operation(POST "/pins", id = "Pins_Add", responses(204))]
        pub struct PinsAdd {
            #[body]
            pub body: Option<Json>,
        }

        /// Required parameters that may be null, of which a request without a body has no form.
        ///
        /// `GET /pins`
        ///
        /// - `204`, no body: Done.
        #[operation(GET "/pins", id = "Pins_List", responses(204))]
        pub struct PinsList {
            #[query]
            pub owner: Nullable<String>,
            #[query]
            pub tags: Nullable<Vec<String>>,
            #[header("x-group")]
            pub x_group: Nullable<i64>,
            #[query]
            pub size: Option<i64>,
        }

        /// JSON whose media type has a parameter, and JSON in UTF-8, which all JSON is.
        ///
        /// `PUT /entities`
        ///
        /// - `200`, `PinsSetBody`: The entity.
        #[operation(
            PUT
            "/entities",
            id = "Entities_Put",
            responses(200("application/json;odata=nometadata")= PinsSetBody)
        )]
        pub struct EntitiesPut {
            /// Sent as `application/json;odata=nometadata`.
            #[body(as = "application/json;odata=nometadata")]
            pub body: PinsSetBody,
        }

        /// JSON whose media type says no more than others.
        ///
        /// `POST /entities`
        ///
        /// - `200`, `i64`: The number.
        #[operation(POST "/entities", id = "Entities_Add", responses(200 = i64))]
        pub struct EntitiesAdd {
            #[body]
            pub body: i64,
        }

        /// A form without encodings.
        ///
        /// `POST /login`
        ///
        /// - `204`, no body: Done.
        #[operation(POST "/login", id = "Login", responses(204))]
        pub struct Login {
            /// Sent as `application/x-www-form-urlencoded`.
            #[body(as = "application/x-www-form-urlencoded")]
            pub body: Option<LoginBody>,
        }

        /// Parts.
        ///
        /// `POST /photos`
        ///
        /// - `204`, no body: Done.
        #[operation(POST "/photos", id = "Photos_Upload", responses(204))]
        pub struct PhotosUpload {
            /// Sent as `multipart/form-data`.
            #[body(
                as = "multipart/form-data"(
                    "thumbnail" = "image/png",
                    "settings" = "application/vnd.settings+json",
                    "table" = "text/csv",
                    "codes" = commas
                )
            )]
            pub body: Upload,
        }

        /// A file in a form that may be pairs too.
        ///
        /// `POST /attachments`
        ///
        /// - `204`, no body: Done.
        #[operation(POST "/attachments", id = "Attachments_Add", responses(204))]
        pub struct AttachmentsAdd {
            /// Sent as `multipart/form-data`.
            #[body(as = "multipart/form-data")]
            pub body: Option<Attachment>,
        }

        /// A choice.
        ///
        /// `PUT /notes`
        ///
        /// - `204`, no body: Done.
        #[operation(PUT "/notes", id = "Notes_Put", responses(204))]
        pub struct NotesPut {
            /// Sent as `application/json`, `application/x-www-form-urlencoded`, `multipart/form-data`, `text/markdown`, `application/octet-stream` or `image/*`.
            #[body(
                as(
                    "application/json",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data",
                    "text/markdown",
                    "application/octet-stream",
                    "image/*"
                )
            )]
            pub body: OneOf<Note, Note, Attachment, String, Vec<u8>, Content>,
        }

        /// Several kinds of patches, or none.
        ///
        /// `PATCH /notes`
        ///
        /// - `204`, no body: Done.
        #[operation(PATCH "/notes", id = "Notes_Patch", responses(204))]
        pub struct NotesPatch {
            /// Sent as `application/merge-patch+json` or `application/strategic-merge-patch+json`.
            #[body(
                as(
                    "application/merge-patch+json",
                    "application/strategic-merge-patch+json"
                )
            )]
            pub body: Option<OneOf<Note, Note>>,
        }

        /// XML.
        ///
        /// `POST /notes`
        ///
        /// - `204`, no body: Done.
        #[operation(POST "/notes", id = "Notes_Post", responses(204))]
        pub struct NotesPost {
            /// Sent as `application/xml`.
            #[body(as = "application/xml")]
            pub body: String,
        }

        /// Any media type.
        ///
        /// `PUT /bytes`
        ///
        /// - `204`, no body: Done.
        #[operation(PUT "/bytes", id = "Bytes_PutAny", responses(204))]
        pub struct BytesPutAny {
            /// Sent as `*/*`.
            #[body(as = "*/*")]
            pub body: Content,
        }

        /// Any text.
        ///
        /// `POST /bytes`
        ///
        /// - `204`, no body: Done.
        #[operation(POST "/bytes", id = "Bytes_PutText", responses(204))]
        pub struct BytesPutText {
            /// Sent as `text/*`.
            #[body(as = "text/*")]
            pub body: Option<Content>,
        }

        /// Bytes that are JSON.
        ///
        /// `PATCH /bytes`
        ///
        /// - `204`, no body: Done.
        #[operation(PATCH "/bytes", id = "Bytes_PutJson", responses(204))]
        pub struct BytesPutJson {
            /// Sent as `application/json`.
            #[body(as = "application/json")]
            pub body: Vec<u8>,
        }

        /// Parts without a name.
        ///
        /// `DELETE /bytes`
        ///
        /// - `204`, no body: Done.
        #[operation(DELETE "/bytes", id = "Bytes_PutMixed", responses(204))]
        pub struct BytesPutMixed {
            /// Sent as `multipart/mixed`.
            #[body(as = "multipart/mixed")]
            pub body: Content,
        }

        /// A form that has no members.
        ///
        /// `PUT /lists`
        ///
        /// - `204`, no body: Done.
        #[operation(PUT "/lists", id = "Lists_Put", responses(204))]
        pub struct ListsPut {
            /// Sent as `multipart/*`.
            #[body(as = "multipart/*")]
            pub body: Content,
        }

        /// A list, or parts without a description.
        ///
        /// `POST /lists`
        ///
        /// - `204`, no body: Done.
        #[operation(POST "/lists", id = "Lists_Post", responses(204))]
        pub struct ListsPost {
            /// Sent as `application/json` or `multipart/*`.
            #[body(as("application/json", "multipart/*"))]
            pub body: OneOf<Vec<String>, Content>,
        }

        /// Two kinds of bytes.
        ///
        /// `PUT /images`
        ///
        /// - `204`, no body: Done.
        #[operation(PUT "/images", id = "Images_Put", responses(204))]
        pub struct ImagesPut {
            /// Sent as `image/png` or `image/jpeg`.
            #[body(as("image/png", "image/jpeg"))]
            pub body: OneOf<Vec<u8>, Vec<u8>>,
        }

        /// A form whose required members may all be without a text.
        ///
        /// `POST /orders`
        ///
        /// - `204`, no body: Done.
        #[operation(POST "/orders", id = "Orders_Create", responses(204))]
        pub struct OrdersCreate {
            /// Each property is serialized as `name[property]=value`.
            #[query(style = deep_object)]
            pub filter: Option<OrdersCreateFilter>,
            /// Sent as `application/x-www-form-urlencoded`.
            #[body(
                as = "application/x-www-form-urlencoded"(
                    "codes" = commas,
                    "pipes" = pipes,
                    "expand" = deep_object,
                    "address" = deep_object,
                    "json" = json
                )
            )]
            pub body: Order,
        }

        /// Parts that may all be absent.
        ///
        /// `PUT /orders`
        ///
        /// - `204`, no body: Done.
        #[operation(PUT "/orders", id = "Orders_Attach", responses(204))]
        pub struct OrdersAttach {
            /// Sent as `multipart/form-data`.
            #[body(as = "multipart/form-data"("codes" = commas))]
            pub body: OrdersAttachBody,
        }
    }
}
