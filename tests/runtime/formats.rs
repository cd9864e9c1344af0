//! Readers and writers other than JSON text in memory.

use std::collections::BTreeMap;

use billing_runtime::{
    Decimal, Fit, Json, KeptPath, Source, Value, decode, encode, read_through_serde,
};
use serde::{Deserialize, Serialize, Serializer};

use super::models::{Amount, Everything, InvoiceListResult, InvoiceType, LineItem, LineItems};

const JSON: &str = r#"{"text":"a\"é","flag":true,"small":-5,"money":2.50,"instant":"2021-04-30T23:59:59.9999999Z","any":{"a":[1.5,null]},"nullable":null,"amount":{"value":16.53},"kind":"New","numbers":[1,2],"tags":{"a":"b"},"more":[0.5,"x"],"text2":null}"#;

fn everything() -> Everything {
    decode(JSON.as_bytes()).unwrap()
}

#[test]
fn readers_of_serde_json() {
    let expected = everything();
    assert_eq!(serde_json::from_str::<Everything>(JSON).unwrap(), expected);
    assert_eq!(
        serde_json::from_slice::<Everything>(JSON.as_bytes()).unwrap(),
        expected
    );
    assert_eq!(
        serde_json::from_reader::<_, Everything>(JSON.as_bytes()).unwrap(),
        expected
    );
    let items = r#"{"items":[{"attributes":{"objectType":"UsageBasedLineItem"},"units":2.00}]}"#;
    let from_reader: LineItems = serde_json::from_reader(items.as_bytes()).unwrap();
    assert_eq!(from_reader, decode(items.as_bytes()).unwrap());
}

#[test]
fn values_of_serde_json() {
    let value: serde_json::Value = serde_json::from_str(JSON).unwrap();
    let read: Everything = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(read.money, everything().money);
    assert_eq!(read.kept.get("more").unwrap().as_str(), r#"[0.5,"x"]"#);
    assert_eq!(serde_json::to_value(&read).unwrap(), value);
    assert_eq!(Everything::deserialize(&value).unwrap(), read);
}

#[test]
fn writers_of_serde_json() {
    let value = everything();
    let text = serde_json::to_string(&value).unwrap();
    assert_eq!(serde_json::to_vec(&value).unwrap(), text.as_bytes());
    let mut written = Vec::new();
    serde_json::to_writer(&mut written, &value).unwrap();
    assert_eq!(written, text.as_bytes());
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    assert!(pretty.contains("\n  \"money\": 2.50,"), "{pretty}");
    assert_eq!(serde_json::from_str::<Everything>(&pretty).unwrap(), value);
}

#[test]
fn yaml_has_plain_values() {
    let value = everything();
    let yaml = serde_yaml::to_string(&value).unwrap();
    assert!(yaml.contains("money: 2.5\n"), "{yaml}");
    assert!(yaml.contains("value: 16.53\n"), "{yaml}");
    assert!(yaml.contains("nullable: null\n"), "{yaml}");
    assert!(!yaml.contains("$serde_json"), "{yaml}");
    let read: Everything = serde_yaml::from_str(&yaml).unwrap();
    assert_eq!(read.money, value.money);
    assert_eq!(read.instant, value.instant);
    assert_eq!(read.kept.get("more"), value.kept.get("more"));
    assert_eq!(read, value);
    let items: LineItems = serde_yaml::from_str(
        "items:\n- attributes: {objectType: UsageBasedLineItem}\n  units: 11.25\n- other: 1\n",
    )
    .unwrap();
    let expected = r#"{"items":[{"attributes":{"objectType":"UsageBasedLineItem"},"units":11.25},{"other":1}]}"#;
    assert_eq!(items, decode(expected.as_bytes()).unwrap());
}

#[test]
fn yaml_errors_have_a_path() {
    let error = serde_yaml::from_str::<InvoiceListResult>("value:\n- id: a\n- id: [1]\n");
    let message = error.unwrap_err().to_string();
    assert!(
        message.contains("at `value[1].id`: Invoice: expected a string, found an array"),
        "{message}"
    );
    assert!(!message.contains("at line 1"), "{message}");
    let error = serde_yaml::from_str::<Amount>("value: 1\nvalue: 2\n").unwrap_err();
    assert!(error.to_string().contains("more than once"), "{error}");
}

#[test]
fn a_number_beyond_yaml_is_written_as_text() {
    for (number, yaml) in [
        ("16.53", "16.53"),
        ("2.00", "2.0"),
        ("-7", "-7"),
        ("18446744073709551615", "18446744073709551615"),
        (
            "123456789012345678901234567890",
            "'123456789012345678901234567890'",
        ),
        ("99999999999999.99", "99999999999999.98"),
        ("1E400", "1E400"),
    ] {
        let decimal: Decimal = number.parse().unwrap();
        let written = serde_yaml::to_string(&decimal).unwrap();
        let plain = written.trim_end();
        if plain.trim_matches('\'') == number {
            continue;
        }
        assert_eq!(plain, yaml, "{number}");
        assert_eq!(plain.parse::<f64>().unwrap(), decimal.to_f64());
    }
}

/// Derives of serde that contain generated types.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Envelope {
    id: u8,
    amount: Amount,
    rest: Vec<Json>,
    price: Option<Decimal>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Flattened {
    id: u8,
    #[serde(flatten)]
    amount: Amount,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Amount(Amount),
    Item(LineItem),
    Kind(InvoiceType),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t")]
enum Tagged {
    Amount(Amount),
}

#[test]
fn inside_of_serdes_derives() {
    let json = r#"{"id":1,"amount":{"value":2.00,"x":1E400},"rest":[1.50],"price":0.10}"#;
    let value: Envelope = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&value).unwrap(), json);
    // Path and position are those in the value.
    let error = serde_json::from_str::<Envelope>("{\"id\":1,\n\"amount\":{\"value\":[]}}");
    assert_eq!(
        error.unwrap_err().to_string(),
        "at `value`: Amount: expected a number, found an array at line 1 column 12"
    );
    // serde buffers here and loses the text of numbers.
    let json = r#"{"id":1,"value":2.50,"currency":"USD","x":{"y":[1.5]}}"#;
    let value: Flattened = serde_json::from_str(json).unwrap();
    assert_eq!(value.amount.value, Some("2.5".parse().unwrap()));
    assert_eq!(
        serde_json::to_string(&value).unwrap(),
        r#"{"id":1,"currency":"USD","value":2.5,"x":{"y":[1.5]}}"#
    );
    for json in [r#"{"value":2.5}"#, r#""AzureService""#] {
        let value: Untagged = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
    }
    let json = r#"{"t":"Amount","value":2.5}"#;
    let value: Tagged = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&value).unwrap(), json);
}

/// The name under which serde_json passes the text of a value is an implementation detail. This test fails if it
/// changes, before numbers lose their text.
#[test]
fn serde_json_still_passes_text() {
    assert_eq!(
        serde_json::to_string(&serde_json::from_str::<Json>("[2.00, 1E400]").unwrap()).unwrap(),
        "[2.00,1E400]"
    );
}

/// A value with all forms that serde's data model has.
#[derive(Serialize, Deserialize)]
struct Foreign {
    integers: (i8, i16, i32, i64, u8, u16, u32, u64, i128, u128),
    floats: Vec<f64>,
    single: f32,
    texts: Vec<String>,
    character: char,
    nothing: (),
    option: Option<bool>,
    absent: Option<bool>,
    unit: Unit,
    newtype: Newtype,
    pair: Pair,
    variants: Vec<Variant>,
    names: BTreeMap<String, u8>,
    numbers: BTreeMap<i32, u8>,
    flags: BTreeMap<bool, u8>,
    kinds: BTreeMap<Kind, u8>,
    newtypes: BTreeMap<Newtype, u8>,
    raw: Box<serde_json::value::RawValue>,
    json: Json,
    number: serde_json::Number,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Serialize, Deserialize)]
struct Rest {
    money: Decimal,
    more: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct Unit;

#[derive(Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Newtype(String);

#[derive(Serialize, Deserialize)]
struct Pair(u8, Kind);

#[derive(Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    #[serde(rename = "a \"kind\"")]
    Quoted,
}

#[derive(Serialize, Deserialize)]
enum Variant {
    Unit,
    Newtype(Kind),
    Empty(),
    Tuple(u8, String),
    Struct { a: u8, b: Option<u8> },
}

impl Value for Foreign {
    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
        read_through_serde(source)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

    fn list_kept(&self, _: &mut KeptPath) {}
}

#[test]
fn encode_writes_what_serde_json_writes() {
    let controls: String = (0..0x30u8).map(char::from).collect();
    let value = Foreign {
        integers: (-1, -300, 70_000, i64::MIN, 1, 2, 3, u64::MAX, i128::MIN, 7),
        floats: vec![0.1, -0.0, 1e300, 1e16, f64::NAN, f64::INFINITY],
        single: 0.1,
        texts: [
            "",
            "é\"\\",
            "\u{7f}日本語日本語",
            &controls,
            &"x\"".repeat(20),
        ]
        .map(str::to_owned)
        .into(),
        character: '"',
        nothing: (),
        option: Some(true),
        absent: None,
        unit: Unit,
        newtype: Newtype("n".to_owned()),
        pair: Pair(1, Kind::Quoted),
        variants: vec![
            Variant::Unit,
            Variant::Newtype(Kind::Quoted),
            Variant::Empty(),
            Variant::Tuple(1, "t".to_owned()),
            Variant::Struct { a: 1, b: None },
        ],
        names: BTreeMap::from([("a\n".to_owned(), 1), (String::new(), 2)]),
        numbers: BTreeMap::from([(-1, 1), (20, 2)]),
        flags: BTreeMap::from([(false, 1), (true, 2)]),
        kinds: BTreeMap::from([(Kind::Quoted, 1)]),
        newtypes: BTreeMap::from([(Newtype("k".to_owned()), 1)]),
        raw: serde_json::value::RawValue::from_string("[1.50]".to_owned()).unwrap(),
        json: "{\"a\":1.50}".parse().unwrap(),
        number: 5.into(),
        rest: Rest {
            money: "1.5".parse().unwrap(),
            more: vec![1, 2],
        },
    };
    assert_eq!(
        String::from_utf8(encode(&value).unwrap()).unwrap(),
        serde_json::to_string(&value).unwrap()
    );
    let everything = everything();
    assert_eq!(
        encode(&everything).unwrap(),
        serde_json::to_vec(&everything).unwrap()
    );
}

/// A map whose names are no strings.
struct Nameless(BTreeMap<(u8, u8), u8>);

impl Value for Nameless {
    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
        source.text().map(|_| Fit::Typed(Nameless(BTreeMap::new())))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }

    fn list_kept(&self, _: &mut KeptPath) {}
}

#[test]
fn encode_refuses_what_serde_json_refuses() {
    let value = Nameless(BTreeMap::from([((1, 2), 3)]));
    let by_serde = serde_json::to_string(&value.0).unwrap_err().to_string();
    assert_eq!(encode(&value).unwrap_err().to_string(), by_serde);
}
