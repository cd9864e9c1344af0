//! Types in erased boxes: they hash, convert, and are alternatives of unions.

#![deny(warnings)]

#[billing_macros::versioned(versions("v1", "v2"), runtime = billing_runtime)]
pub mod definitions {
    use billing_runtime::ErasedBox;
    use std::collections::BTreeMap;

    #[derive(Eq, Hash)]
    pub struct Invoice {
        pub lines: Option<Vec<ErasedBox<Line>>>,
        pub by_name: BTreeMap<String, ErasedBox<Line>>,
        pub next: Option<ErasedBox<Invoice>>,
        pub pair: Option<(ErasedBox<Line>, i64)>,
    }

    #[derive(Eq, Hash)]
    pub struct Line {
        #[versions(.."v2")]
        pub name: Option<String>,
        #[versions("v2".., was = "name")]
        pub title: Option<String>,
    }

    pub enum Payer {
        Line(ErasedBox<Line>),
        Text(String),
    }
}

fn main() {
    use std::collections::HashSet;

    let mut invoice = v1::Invoice::new(Default::default());
    let line = v1::Line { name: Some("a".to_owned()), ..Default::default() };
    invoice.lines = Some(vec![line.clone().into()]);
    invoice.next = Some(invoice.clone().into());
    let json = r#"{"lines":[{"name":"a"}],"byName":{},"next":{"lines":[{"name":"a"}],"byName":{}}}"#;
    assert_eq!(billing_runtime::encode(&invoice).unwrap(), json.as_bytes());
    assert_eq!(billing_runtime::decode::<v1::Invoice>(json.as_bytes()).unwrap(), invoice);
    assert_eq!(HashSet::from([invoice.clone(), invoice.clone()]).len(), 1);

    let new = v2::Invoice::from(invoice.clone());
    let next = new.next.as_ref().unwrap();
    assert_eq!(next.lines.as_ref().unwrap()[0].title.as_deref(), Some("a"));
    assert_eq!(v1::Invoice::try_from(new).unwrap(), invoice);

    let mut payer = v1::Payer::from(line);
    if let v1::Payer::Line(line) = &mut payer {
        line.name = None;
        assert_eq!(line.clone().into_inner(), v1::Line::default());
    }
    assert_eq!(v2::Payer::from(payer), v2::Line::default().into());
}
