//! Readers and writers other than JSON text in memory.

use billing_runtime::{Decimal, Json, decode};
use serde::{Deserialize, Serialize};

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
