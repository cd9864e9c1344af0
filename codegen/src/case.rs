//! The case of names: heck's, after one step for the words that heck splits in the wrong place.
//!
//! heck begins a word at a capital that follows a small letter, and at the last of several capitals before a small letter.
//! That splits `amountDue` and `HTTPServer` well, but tears `URLs` into `ur_ls`, `IPv4` into `i_pv4` and `OAuth` into
//! `o_auth`. [`join_words`] therefore rewrites such words with one capital (`Urls`, `Ipv4`, `Oauth`) before heck sees them.

use std::borrow::Cow;

use heck::{ToLowerCamelCase as _, ToSnakeCase as _, ToUpperCamelCase as _};

/// Words that are written with capitals where no word begins. Words of two words each (`GitHub`, `MySQL`) are not among
/// them: heck's `git_hub` and `my_sql` are readable.
const MIXED_CASE_WORDS: [&str; 30] = [
    "ESXi", "ETag", "GHz", "IOps", "IaaS", "IoT", "MHz", "MWh", "MacOS", "OAuth", "PaaS", "SaaS",
    "VMware", "eBay", "eTag", "gRPC", "iCal", "iCloud", "iOS", "iPad", "iPhone", "iPv4", "iPv6",
    "kHz", "kWh", "mTLS", "macOS", "oAuth", "tvOS", "vCPU",
];

/// Returns `HTTPServer` as `http_server`.
pub(crate) fn snake(text: &str) -> String {
    join_words(text).to_snake_case()
}

/// Returns `http server` as `HttpServer`.
pub(crate) fn upper_camel(text: &str) -> String {
    join_words(text).to_upper_camel_case()
}

/// Returns `HTTPServer` as `httpServer`.
pub(crate) fn lower_camel(text: &str) -> String {
    join_words(text).to_lower_camel_case()
}

/// Rewrites each word that heck would split with a capital at its start and none inside it.
fn join_words(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_uppercase) {
        return Cow::Borrowed(text);
    }
    let mut joined = String::new();
    let mut copied = 0;
    let mut previous = None;
    let mut position = 0;
    while let Some((_, rest)) = text.split_at_checked(position) {
        let Some(first) = rest.chars().next() else {
            break;
        };
        let Some(length) = mixed_case_word(previous, rest) else {
            previous = Some(first);
            position += first.len_utf8();
            continue;
        };
        let (word, _) = rest.split_at_checked(length).unwrap_or((rest, ""));
        joined.push_str(text.get(copied..position).unwrap_or_default());
        joined.extend(first.to_uppercase());
        let tail = word.get(first.len_utf8()..).unwrap_or_default();
        joined.push_str(&tail.to_lowercase());
        position += word.len();
        copied = position;
        previous = word.chars().last();
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    joined.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(joined)
}

/// Returns the length of the word at the start of a text, if heck would split it: a listed one, an acronym in the plural
/// (`URLs`), or an acronym with a version (`IPv6`, `TLSv12`).
fn mixed_case_word(previous: Option<char>, text: &str) -> Option<usize> {
    let is_inside = |is_letter: fn(char) -> bool| previous.is_some_and(is_letter);
    // All of them begin with a letter. This is asked at each letter of each name, so most are refused at once.
    let is_tail = match text.chars().next()? {
        first if first.is_uppercase() => is_inside(char::is_uppercase),
        first if first.is_lowercase() => is_inside(char::is_alphabetic),
        _ => true,
    };
    if is_tail {
        return None;
    }
    let listed = MIXED_CASE_WORDS.iter().find_map(|word| {
        let rest = text.strip_prefix(word)?;
        match rest.strip_prefix('s') {
            Some(rest) if ends_word(rest) => Some(word.len() + 1),
            _ => ends_word(rest).then_some(word.len()),
        }
    });
    if listed.is_some() {
        return listed;
    }
    let rest = text.trim_start_matches(char::is_uppercase);
    let acronym = text.get(..text.len() - rest.len())?;
    let is_acronym = acronym.chars().nth(1).is_some();
    let is_plural = rest.strip_prefix('s').is_some_and(ends_word);
    let has_version = rest
        .strip_prefix('v')
        .is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()));
    (is_acronym && (is_plural || has_version)).then_some(acronym.len() + 1)
}

/// Returns true if a word may end before a text.
fn ends_word(text: &str) -> bool {
    !text.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let cases = [
            ("", "", "", ""),
            ("--", "", "", ""),
            ("amountDue", "amount_due", "AmountDue", "amountDue"),
            ("HTTPServer", "http_server", "HttpServer", "httpServer"),
            ("PO2Number", "po2_number", "Po2Number", "po2Number"),
            ("po2Number", "po2_number", "Po2Number", "po2Number"),
            ("ABC", "abc", "Abc", "abc"),
            ("aB", "a_b", "AB", "aB"),
            ("ABc", "a_bc", "ABc", "aBc"),
            ("A1Bc", "a1_bc", "A1Bc", "a1Bc"),
            ("__x__y", "x_y", "XY", "xY"),
            (
                "ßtraßeÄnderung",
                "ßtraße_änderung",
                "SStraßeÄnderung",
                "ßtraßeÄnderung",
            ),
            // Acronyms in the plural.
            ("URLs", "urls", "Urls", "urls"),
            (
                "vmURIsOfHost",
                "vm_uris_of_host",
                "VmUrisOfHost",
                "vmUrisOfHost",
            ),
            (
                "externalCAs2",
                "external_cas2",
                "ExternalCas2",
                "externalCas2",
            ),
            ("S3APIs", "s3_apis", "S3Apis", "s3Apis"),
            ("DNSsuffix", "dn_ssuffix", "DnSsuffix", "dnSsuffix"),
            (
                "modelAsString",
                "model_as_string",
                "ModelAsString",
                "modelAsString",
            ),
            ("OsType", "os_type", "OsType", "osType"),
            // Acronyms with a version.
            ("IPv4Address", "ipv4_address", "Ipv4Address", "ipv4Address"),
            ("globalIPv6", "global_ipv6", "GlobalIpv6", "globalIpv6"),
            ("minTLSv12", "min_tlsv12", "MinTlsv12", "minTlsv12"),
            ("IPvalue", "i_pvalue", "IPvalue", "iPvalue"),
            // Words with capitals of their own.
            ("OAuth2Token", "oauth2_token", "Oauth2Token", "oauth2Token"),
            ("oAuthURL", "oauth_url", "OauthUrl", "oauthUrl"),
            ("useOAuth", "use_oauth", "UseOauth", "useOauth"),
            ("OAuthorized", "o_authorized", "OAuthorized", "oAuthorized"),
            ("iOSVersion", "ios_version", "IosVersion", "iosVersion"),
            ("biOSVersion", "bi_os_version", "BiOsVersion", "biOsVersion"),
            ("macOS 14", "macos_14", "Macos14", "macos14"),
            (
                "iPhone 12-Pro",
                "iphone_12_pro",
                "Iphone12Pro",
                "iphone12Pro",
            ),
            ("vCPUs", "vcpus", "Vcpus", "vcpus"),
            (
                "vCPUsAvailable",
                "vcpus_available",
                "VcpusAvailable",
                "vcpusAvailable",
            ),
            ("IoTHubSaaS", "iot_hub_saas", "IotHubSaas", "iotHubSaas"),
            ("eTag", "etag", "Etag", "etag"),
            ("VALUETag", "value_tag", "ValueTag", "valueTag"),
            // Two words each.
            ("GitHubRepo", "git_hub_repo", "GitHubRepo", "gitHubRepo"),
        ];
        for (text, snake_case, upper, lower) in cases {
            assert_eq!(snake(text), snake_case, "{text}");
            assert_eq!(upper_camel(text), upper, "{text}");
            assert_eq!(lower_camel(text), lower, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_snake_name_stays_as_it_is(
            text in "[ -~äÄß]{0,24}|[aAbB1_ -]{0,24}|(URLs?|IPv4|OAuth|iOS|A|s|b){0,6}",
        ) {
            let name = snake(&text);
            assert_eq!(snake(&name), name);
        }
    }
}
