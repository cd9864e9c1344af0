//! Handwritten types for the same members: unlisted members are dropped, dates and enumerations are strings, and money
//! is a binary float.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Defines structs whose members are all optional.
macro_rules! structures {
    ($($name:ident { $($member:ident: $ty:ty,)* })*) => {$(
        #[derive(Deserialize, Serialize)]
        #[serde(rename_all = "camelCase")]
        pub(crate) struct $name {
            $(
                #[serde(skip_serializing_if = "Option::is_none")]
                $member: Option<$ty>,
            )*
        }
    )*};
}

structures! {
    InvoiceListResult { value: Vec<Invoice>, total_count: i32, next_link: String, }
    Invoice { id: String, name: String, r#type: String, properties: InvoiceProperties, }
    InvoiceProperties {
        due_date: String,
        invoice_date: String,
        status: String,
        amount_due: Amount,
        azure_prepayment_applied: Amount,
        billed_amount: Amount,
        credit_amount: Amount,
        free_azure_credit_applied: Amount,
        sub_total: Amount,
        tax_amount: Amount,
        total_amount: Amount,
        invoice_period_start_date: String,
        invoice_period_end_date: String,
        invoice_type: String,
        is_monthly_invoice: bool,
        billing_profile_id: String,
        billing_profile_display_name: String,
        purchase_order_number: String,
        documents: Vec<Document>,
        payments: Vec<Payment>,
        rebill_details: Box<RebillDetails>,
        document_type: String,
        billed_document_id: String,
        credit_for_document_id: String,
        subscription_id: String,
    }
    Amount { currency: String, value: f64, }
    Document { kind: String, url: String, source: String, }
    Payment {
        payment_type: String,
        amount: Amount,
        date: String,
        payment_method_family: String,
        payment_method_type: String,
    }
    RebillDetails {
        credit_note_document_id: String,
        invoice_document_id: String,
        rebill_details: Box<RebillDetails>,
    }

    TransactionListResult { value: Vec<Transaction>, next_link: String, }
    Transaction {
        id: String,
        name: String,
        r#type: String,
        system_data: SystemData,
        tags: BTreeMap<String, String>,
        properties: TransactionProperties,
    }
    SystemData {
        created_by: String,
        created_by_type: String,
        created_at: String,
        last_modified_by: String,
        last_modified_by_type: String,
        last_modified_at: String,
    }
    TransactionProperties {
        kind: String,
        date: String,
        invoice: String,
        invoice_id: String,
        product_family: String,
        product_type_id: String,
        product_type: String,
        product_description: String,
        transaction_type: String,
        transaction_amount: Amount,
        quantity: i32,
        reason_code: String,
        invoice_section_id: String,
        is_third_party: bool,
        invoice_section_display_name: String,
        billing_profile_id: String,
        consumption_commitment_decremented: Amount,
        billing_profile_display_name: String,
        customer_id: String,
        credit_type: String,
        customer_display_name: String,
        azure_plan: String,
        azure_credit_applied: Amount,
        billing_currency: String,
        discount: f64,
        effective_price: Amount,
        exchange_rate: f64,
        market_price: Amount,
        part_number: String,
        pricing_currency: String,
        service_period_start_date: String,
        service_period_end_date: String,
        sub_total: Amount,
        tax: Amount,
        unit_of_measure: String,
        units: f64,
        unit_type: String,
        special_taxation_type: String,
        refund_transaction_details: RefundTransactionDetails,
    }
    RefundTransactionDetails {
        amount_requested: Amount,
        amount_refunded: Amount,
        refund_operation_id: String,
    }
}
