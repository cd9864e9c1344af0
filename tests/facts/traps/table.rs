//! The table of traps.

use super::Case;

/// The traps by test: the module of the test, its name, and the trap.
pub(super) const CASES: &[Case] = &[
    Case {
        module: "structure",
        test: "rebill_details_are_an_object",
        trap: "The specification and the reference page of 2020-05-01 declare `rebillDetails` as a map. On the wire it is one recursive object, or null.",
    },
    Case {
        module: "structure",
        test: "error_sub_details_are_an_array",
        trap: "`ErrorSubDetails` of 2020-05-01 is an array. The reference page prints it as an object.",
    },
    Case {
        module: "structure",
        test: "a_single_all_of_is_the_referenced_type",
        trap: "Members of 2024-04-01 wrap a reference in `allOf` to add a description. Their type is the referenced one, and there is a single `Amount`.",
    },
    Case {
        module: "structure",
        test: "a_member_without_a_type_is_a_string",
        trap: "The specification of 2024-04-01 has no type for `billingProfileDisplayName` of transactions. It is a string.",
    },
    Case {
        module: "structure",
        test: "keywords_beside_a_reference_apply",
        trap: "The specifications of 2017-02-27-preview and 2020-05-01 put keywords such as `readOnly` beside `$ref`, where strict tools ignore them.",
    },
    Case {
        module: "structure",
        test: "properties_imply_an_object",
        trap: "Definitions of 2017-02-27-preview and 2020-05-01 have `properties` without `type: object`.",
    },
    Case {
        module: "structure",
        test: "properties_are_a_nested_object",
        trap: "The reference page prints flattened names such as `properties.amountDue`. On the wire `properties` is a nested object.",
    },
    Case {
        module: "structure",
        test: "inline_and_untyped_objects",
        trap: "`Operation.display` is an inline object that needs a name, `ErrorAdditionalInfo.info` is any JSON, and `tags` is a map that the reference page prints as an object.",
    },
    Case {
        module: "structure",
        test: "types_are_recursive",
        trap: "`RebillDetails`, `ErrorDetail` and the invoice of Partner Center contain themselves.",
    },
    Case {
        module: "structure",
        test: "arrays_have_an_element_type",
        trap: "The reference page of 2024-04-01 omits the element types of arrays.",
    },
    Case {
        module: "numbers",
        test: "money_is_decimal",
        trap: "Amounts are a `number` without a format. Binary floats alter values such as 16.53 and 123456789.01.",
    },
    Case {
        module: "numbers",
        test: "a_payment_is_decimal",
        trap: "The specification of 2024-08-01-preview declares every number, amounts included, with format `float`.",
    },
    Case {
        module: "presence",
        test: "a_page_has_its_items",
        trap: "`value` of a page is required from 2024-08-01-preview on. Before, a page could lack it.",
    },
    Case {
        module: "numbers",
        test: "numbers_keep_their_text",
        trap: "Samples write the same amount as 2 and 2.00. The text of a number survives a round trip.",
    },
    Case {
        module: "numbers",
        test: "money_can_be_negative",
        trap: "`creditAmount` is positive in samples and negative in a recorded response. `paidAmount` of Partner Center is negative after a payment.",
    },
    Case {
        module: "numbers",
        test: "a_count_is_an_integer",
        trap: "The specification of 2020-05-01 declares `totalCount` of transactions as a `number` with format `int32`. 2024-04-01 has no such member.",
    },
    Case {
        module: "numbers",
        test: "a_quantity_with_a_fraction_is_kept",
        trap: "`quantity` is an integer of 32 bits beside `units` with fractions.",
    },
    Case {
        module: "numbers",
        test: "percentages_and_rates_are_not_converted",
        trap: "No source says whether a `discount` of 0.1 is 0.1 % or 10 %, and `exchangeRate` is written as an integer.",
    },
    Case {
        module: "numbers",
        test: "limits_of_page_sizes",
        trap: "`$top` of 2017-02-27-preview has a documented range, `top` of 2024-04-01 has its limit only in the text, and `size` of Partner Center has none.",
    },
    Case {
        module: "numbers",
        test: "mpn_ids_are_numbers_or_strings",
        trap: "The SDKs of Partner Center declare MPN IDs as numbers and as strings, and -1 means that there is none.",
    },
    Case {
        module: "dates",
        test: "dates_without_a_time_zone",
        trap: "Dates of Partner Center have no time zone, except in newer payloads.",
    },
    Case {
        module: "dates",
        test: "a_date_that_does_not_exist",
        trap: "The samples of 2020-05-01 contain the date 2018-02-30.",
    },
    Case {
        module: "dates",
        test: "seven_fraction_digits_and_mixed_offsets",
        trap: "A recorded response has seven fraction digits, and both `Z` and `+00:00`.",
    },
    Case {
        module: "dates",
        test: "a_date_becomes_a_date_time",
        trap: "The invoice period is a date in 2017-02-27-preview and a date-time since 2020-05-01.",
    },
    Case {
        module: "dates",
        test: "period_parameters_are_iso_dates",
        trap: "The text of the specification asks for MM-DD-YYYY in periods, while its format and samples are YYYY-MM-DD. The parameters are strings in 2020-05-01, and required or optional by operation in 2024-04-01.",
    },
    Case {
        module: "dates",
        test: "expiry_times_of_two_types",
        trap: "`expiryTime` is a date-time before 2024-04-01 and a string since, and a sample lacks it.",
    },
    Case {
        module: "dates",
        test: "the_order_of_dates_is_not_checked",
        trap: "The sample of Partner Center has equal start and end dates, later than the response itself.",
    },
    Case {
        module: "enumerations",
        test: "unlisted_values_are_kept",
        trap: "Samples contain values that their enumerations lack: `PastDue`, `AzureServices`, `Receipt` and `Cancel`.",
    },
    Case {
        module: "enumerations",
        test: "azure_service_becomes_azure_services",
        trap: "The invoice type `AzureService` of 2020-05-01 is `AzureServices` in 2024-04-01.",
    },
    Case {
        module: "enumerations",
        test: "kinds_change_case_and_names_change_meaning",
        trap: "The kinds of transactions are lower-case in 2020-05-01 and capitalized in 2024-04-01. `TransactionType` of 2024-04-01 is a query parameter, not the member of that name.",
    },
    Case {
        module: "enumerations",
        test: "document_types_change_meaning",
        trap: "`InvoiceDocumentType` has two values in 2020-05-01, beside `DocumentType`. In 2024-04-01 it has seven and replaces `DocumentType`.",
    },
    Case {
        module: "enumerations",
        test: "awkward_identifiers",
        trap: "Values and names collide with Rust or with conventions: `Usage Charge`, `None`, `Other`, `type`, `createdByType`, `PURCHASE FEE`.",
    },
    Case {
        module: "enumerations",
        test: "pending_is_not_an_invoice",
        trap: "`invoice` of an unbilled transaction is `pending` or `Pending`, and `invoiceId` is absent.",
    },
    Case {
        module: "enumerations",
        test: "paths_and_bodies_spell_differently",
        trap: "Partner Center spells enumeration values in bodies as `billing_line_items` and in paths as `BillingLineItems`.",
    },
    Case {
        module: "enumerations",
        test: "payment_types_are_strings_and_families_grow",
        trap: "`paymentType` is a string of any text, and `paymentMethodFamily` grows from four values to eight.",
    },
    Case {
        module: "enumerations",
        test: "values_keep_the_order_of_the_specification",
        trap: "The reference page sorts the values of enumerations, the specification does not. `SpecialTaxationType` has no value `Other`.",
    },
    Case {
        module: "identifiers",
        test: "ids_keep_their_case",
        trap: "IDs of one response differ in case: `BillingAccounts` and `billingAccounts`.",
    },
    Case {
        module: "identifiers",
        test: "ids_without_a_leading_slash_or_providers",
        trap: "Some sample IDs lack the leading slash, and those of 2017-02-27-preview lack `/providers`.",
    },
    Case {
        module: "identifiers",
        test: "one_resource_has_two_types",
        trap: "The member `type` of a transaction differs between samples.",
    },
    Case {
        module: "identifiers",
        test: "patterns_do_not_apply_to_responses",
        trap: "Documented names violate the documented patterns, and a pattern of the specification does not compile everywhere.",
    },
    Case {
        module: "identifiers",
        test: "colons_in_account_names",
        trap: "Names of billing accounts contain a colon, which responses write as `:` and as `%3A`.",
    },
    Case {
        module: "identifiers",
        test: "literal_segments_beside_parameters",
        trap: "Paths have a literal segment where another operation has a parameter: `latest` and `default`.",
    },
    Case {
        module: "identifiers",
        test: "one_operation_id_for_three_operations",
        trap: "`Invoices_Get` is a different operation in each api-version of Azure.",
    },
    Case {
        module: "identifiers",
        test: "placeholders",
        trap: "Samples contain placeholders, some without quotes, which is not JSON.",
    },
    Case {
        module: "identifiers",
        test: "partner_center_links_lack_host_and_version",
        trap: "Links of Partner Center lack the host and `/v1`.",
    },
    Case {
        module: "paging",
        test: "next_links_are_relative_and_contain_spaces",
        trap: "`nextLink` of a recorded response is relative and contains spaces.",
    },
    Case {
        module: "paging",
        test: "an_undocumented_total_count",
        trap: "A recorded response of 2020-05-01 has `totalCount` of invoices. 2024-04-01 has a parameter `count` and no member for the result.",
    },
    Case {
        module: "paging",
        test: "query_parameters_with_and_without_a_dollar",
        trap: "Query parameters have a leading `$` in 2017-02-27-preview and none in 2024-04-01. 2020-05-01 lacks the options.",
    },
    Case {
        module: "paging",
        test: "a_page_without_items_or_link",
        trap: "The items and the link of a page can be absent, null or empty.",
    },
    Case {
        module: "paging",
        test: "partner_center_pages_by_size_and_offset",
        trap: "Partner Center pages by `size` and `offset`, and the article contradicts itself on whether they are required.",
    },
    Case {
        module: "http/paging",
        test: "a_link_to_another_origin_is_an_error_that_names_both",
        trap: "Links to the next page can be absolute. The access token must not reach another origin.",
    },
    Case {
        module: "presence",
        test: "explicit_null",
        trap: "Samples contain null, although no member is nullable.",
    },
    Case {
        module: "presence",
        test: "read_only_members_are_written",
        trap: "Read-only marks differ between api-versions, and a member of a response is written back in any case.",
    },
    Case {
        module: "presence",
        test: "absent_is_none_and_empty_is_not",
        trap: "Samples lack members, and `purchaseOrderNumber` can be absent or empty.",
    },
    Case {
        module: "presence",
        test: "unknown_members_at_every_level",
        trap: "Responses contain undocumented members.",
    },
    Case {
        module: "presence",
        test: "the_order_of_members_is_irrelevant",
        trap: "Samples write the members of a resource in different orders.",
    },
    Case {
        module: "documentation",
        test: "partner_center_results_follow_the_payloads",
        trap: "The article names the results `InvoiceSummary` and `InvoiceDetail`. The payloads are invoices and collections.",
    },
    Case {
        module: "documentation",
        test: "line_items_are_distinguished_by_strings",
        trap: "The article distinguishes line items by `attributes.objectType`, the SDK by a pair of members, ignoring case.",
    },
    Case {
        module: "documentation",
        test: "samples_imply_no_invariants",
        trap: "Samples contradict themselves: a paid invoice has an amount due, and a credit note lists an invoice.",
    },
    Case {
        module: "documentation",
        test: "one_invoice_is_not_a_list",
        trap: "The specification of 2024-04-01 describes the result of `Invoices_GetByBillingAccount` as a list. It is one invoice.",
    },
    Case {
        module: "documentation",
        test: "no_subscription_where_the_path_has_none",
        trap: "SDK samples pass a subscription ID to clients whose URLs have none.",
    },
    Case {
        module: "documentation",
        test: "lists_have_download_links_on_request_only",
        trap: "The overview page of 2017-02-27-preview promises download links in lists. They are present only with `$expand=downloadUrl`, and it asks for a Content-Type on requests without a body.",
    },
    Case {
        module: "documentation",
        test: "an_api_version_with_the_content_of_another",
        trap: "The draft of 2024-04-01 is a copy of 2020-05-01.",
    },
    Case {
        module: "documentation",
        test: "one_definition_from_several_files",
        trap: "The specification of 2024-04-01 defines `DocumentDownloadResult` in two files.",
    },
    Case {
        module: "documentation",
        test: "retry_after_of_two_types",
        trap: "`Retry-After` is a string in 2020-05-01 and an integer in 2024-04-01. A long-running operation can have 200 and 202, or 202 alone.",
    },
    Case {
        module: "documentation",
        test: "a_body_can_be_an_array",
        trap: "Request bodies are arrays, under the names `downloadUrls` and `parameters`.",
    },
];

/// The traps without a test: the trap, and the reason.
pub(super) const WITHOUT_A_TEST: &[(&str, &str)] = &[
    (
        "The reference page of 2024-04-01 puts `api-version` before the other query parameters.",
        "The order of query parameters matters only to comparisons of URLs.",
    ),
    (
        "SDK samples of Partner Center do not compile, or confuse the details of an invoice with line items.",
        "The samples call other SDKs.",
    ),
    (
        "Sources disagree on the agreements to which an operation applies.",
        "The agreements are part of the descriptions only.",
    ),
    (
        "The tables of the reference pages omit formats, patterns and element types.",
        "The fragments follow the specifications, and the tables only where nothing else exists.",
    ),
];
