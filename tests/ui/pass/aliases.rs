// Aliases: in fields, alternatives and operations, in each other, with another target from an api-version on, and as the name
// of a struct before and after.

#[billing_macros::versioned(versions("v1", "v2", "v3", "v4"), runtime = ::billing_runtime)]
mod definitions {
    use ::billing_runtime::Decimal;
    use std::collections::BTreeMap;

    pub struct Invoice {
        pub id: Option<InvoiceId>,
        pub lines: Vec<Line>,
        pub tags: Option<Tags>,
        #[versions("v2"..)]
        pub previous: Option<InvoiceList>,
        /// An alias of an alias.
        pub other: Option<Alternative>,
        #[versions("v3"..)]
        #[constant("EUR")]
        pub currency: Option<Currency>,
    }

    /// The id of an invoice.
    #[versions(.."v2")]
    pub type InvoiceId = i64;

    /// The id of an invoice.
    #[versions("v2"..)]
    pub type InvoiceId = String;

    /// A line, which is a struct only in between.
    #[versions(.."v2")]
    pub type Line = Decimal;

    #[versions("v2".."v4")]
    pub struct Line {
        pub amount: Decimal,
    }

    #[versions("v4"..)]
    pub type Line = Decimal;

    pub type Tags = BTreeMap<String, String>;

    #[versions("v2"..)]
    pub type InvoiceList = Vec<Invoice>;

    pub type Alternative = InvoiceId;

    #[versions("v3"..)]
    pub type Currency = String;

    pub enum Payer {
        Id(InvoiceId),
        Tags(Tags),
    }

    mod operations {
        #[operation(GET "/invoices/{id}", id = "Invoices_Get", responses(200 = Alternative), headers("X-Id" = InvoiceId))]
        pub struct InvoicesGet {
            #[path]
            pub id: InvoiceId,
            #[query]
            pub tags: Option<Tags>,
        }
    }
}

/// Without a runtime, and without names of api-versions.
mod document {
    #[billing_macros::versioned(versions("1"), unversioned)]
    mod definitions {
        pub type Names = Vec<String>;

        pub struct Group {
            pub names: Names,
        }
    }
}

fn call<C: billing_runtime::Call>(_: &C) -> std::marker::PhantomData<C::Output> {
    std::marker::PhantomData
}

fn main() {
    let invoice: v1::Invoice = serde_json::from_str(r#"{"id": 7, "lines": [2.50], "tags": {"a": "b"}, "other": 8}"#).unwrap();
    let id: v1::InvoiceId = 7;
    assert_eq!((invoice.id, &invoice.lines, invoice.other), (Some(id), &vec!["2.50".parse().unwrap()], Some(8)));
    let tags: v1::Tags = invoice.tags.clone().unwrap();
    assert_eq!(tags, [("a".to_owned(), "b".to_owned())].into());

    // A new value has arguments of the types as they are written.
    let lines: Vec<v2::Line> = vec![v2::Line::new("1".parse().unwrap())];
    let mut newer = v2::Invoice::new(lines);
    newer.id = Some(v2::InvoiceId::from("7"));
    newer.previous = Some(v2::InvoiceList::new());
    assert_eq!(serde_json::to_string(&newer).unwrap(), r#"{"id":"7","lines":[{"amount":1}],"previous":[]}"#);
    // The last api-version has another form of the lines again.
    let newest = v4::Invoice::new(vec!["1".parse().unwrap()]);
    assert_eq!(newest.currency.as_deref(), Some("EUR"));

    // The lines are required, and numbers are no structs: what is missing is named.
    let error = v2::Invoice::try_from(invoice).unwrap_err();
    assert!(error.to_string().contains("lines"), "{error}");

    let payer: v1::Payer = 1.into();
    assert_eq!(payer, v1::Payer::Id(1));

    let _: std::marker::PhantomData<i64> = call(&v1::operations::InvoicesGet::new(7));
    let _: std::marker::PhantomData<String> = call(&v3::operations::InvoicesGet::new("a").tags(tags));

    let names: document::Names = vec!["a".to_owned()];
    assert_eq!(document::Group { names }.names.len(), 1);
}
