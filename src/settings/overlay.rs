//! The repository's own catalogue: offers, hosts, regions, providers and resource types that are not public, and
//! corrections of those that are.

mod offer;

use std::sync::Arc;

use toml::de::DeTable;

use super::reader::{Reader, Table};
use super::{SettingsError, SettingsErrorKind};
use crate::catalogue::{
    Area, CATEGORIES, Catalogue, LocationDefault, Nature, Offer, Overlay, OwnHost, OwnService, Provider, Region,
    Service, TagShape,
};
use crate::source::{FileId, Span};

/// The most rows of one table: a catalogue of one's own has dozens.
const MAX_ROWS: usize = 1_000;

/// Reads `text`, the file `file`: its rows, and what is wrong in it.
pub fn read(file: FileId, text: &str) -> (Overlay, Vec<SettingsError>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut rows =
        Rows { reader: Reader::new(file, "", errors), catalogue: Catalogue::embedded(), own: Overlay::default() };
    rows.read(table.get_ref());
    rows.reader.errors.sort_by_key(|error| error.span);
    (rows.own, rows.reader.errors)
}

struct Rows {
    reader: Reader,
    catalogue: &'static Catalogue,
    own: Overlay,
}

impl Rows {
    fn read(&mut self, top: &Table<'_>) {
        self.reader.only(top, &["offer", "host", "region", "provider", "service"]);
        for (row, span) in self.rows(top, "offer") {
            if let Some(offer) = self.offer(row, span) {
                if self.own.offers.iter().any(|known| known.id == offer.id) {
                    self.twice(row, "id", &offer.id);
                }
                self.own.offers.push(Arc::new(offer));
            }
        }
        for (row, span) in self.rows(top, "region") {
            let region = self.region(row, span);
            self.own.regions.extend(region);
        }
        for (row, span) in self.rows(top, "host") {
            if let Some(host) = self.host(row, span) {
                if self.own.hosts.iter().any(|known| known.suffix == host.suffix) {
                    self.twice(row, "suffix", &host.suffix);
                }
                self.own.hosts.push(host);
            }
        }
        for (row, span) in self.rows(top, "provider") {
            let provider = self.provider(row, span);
            self.own.providers.extend(provider);
        }
        for (row, span) in self.rows(top, "service") {
            if let Some((of_type, service)) = self.service(row, span)
                && self.own.services.insert(of_type.to_string(), service).is_some()
            {
                self.twice(row, "type", &of_type);
            }
        }
    }

    /// The rows of one table, as many as are read: each is looked at for each resource.
    fn rows<'v, 'i>(&mut self, top: &'v Table<'i>, key: &str) -> Vec<(&'v Table<'i>, Span)> {
        let mut rows = self.reader.entries(top, key);
        if let Some((_, span)) = rows.get(MAX_ROWS) {
            self.reader.errors.push(SettingsError { span: *span, kind: SettingsErrorKind::TooManyRows(MAX_ROWS) });
            rows.truncate(MAX_ROWS);
        }
        rows
    }

    fn twice(&mut self, row: &Table<'_>, key: &str, value: &str) {
        if let Some(written) = row.get(key) {
            self.reader.error(written.span(), SettingsErrorKind::Twice(value.into()));
        }
    }

    fn missing(&mut self, span: Span, key: &'static str) {
        self.reader.errors.push(SettingsError { span, kind: SettingsErrorKind::Missing(key) });
    }

    /// The text of `key`, which must be there.
    fn needed(&mut self, row: &Table<'_>, span: Span, key: &'static str) -> Option<Arc<str>> {
        if !row.contains_key(key) {
            self.missing(span, key);
        }
        self.reader.text(row, key).map(|(text, _)| text)
    }

    /// Where a row comes from, with its date: both must be there.
    fn source(&mut self, row: &Table<'_>, span: Span) -> Option<String> {
        let source = self.needed(row, span, "source");
        if !row.contains_key("date") {
            self.missing(span, "date");
        }
        let date = self.reader.date(row, "date");
        Some(format!("{}; {}", source?, date?))
    }

    fn text(&mut self, row: &Table<'_>, key: &str) -> Option<String> {
        self.reader.text(row, key).map(|(text, _)| text.to_string())
    }

    fn list(&mut self, row: &Table<'_>, key: &str) -> Option<Vec<String>> {
        let texts = self.reader.texts(row, key)?;
        Some(texts.into_iter().map(|(text, _)| text.to_string()).collect())
    }

    fn country(&mut self, row: &Table<'_>, key: &str) -> Option<String> {
        let (code, span) = self.reader.text(row, key)?;
        self.is_country(&code, span).then(|| code.to_string())
    }

    fn countries(&mut self, row: &Table<'_>, key: &str) -> Option<Vec<String>> {
        let codes = self.reader.texts(row, key)?;
        Some(
            codes
                .into_iter()
                .filter(|(code, span)| self.is_country(code, *span))
                .map(|(code, _)| code.to_string())
                .collect(),
        )
    }

    fn is_country(&mut self, code: &Arc<str>, span: Span) -> bool {
        let known = self.catalogue.country(code).is_some();
        if !known {
            self.reader.errors.push(SettingsError { span, kind: SettingsErrorKind::Country(Arc::clone(code)) });
        }
        known
    }

    /// The offer that `key` names: one of the file, above, or one of the catalogue.
    fn named_offer(&mut self, row: &Table<'_>, key: &str) -> Option<Arc<Offer>> {
        let (id, span) = self.reader.text(row, key)?;
        let own = self.own.offers.iter().find(|offer| *offer.id == *id).cloned();
        let found = own.or_else(|| self.catalogue.offer(&id));
        if found.is_none() {
            let known = self.own.offers.iter().chain(self.catalogue.offers()).map(|offer| offer.id.as_str().into());
            let kind = SettingsErrorKind::UnknownValue { value: id, known: known.collect() };
            self.reader.errors.push(SettingsError { span, kind });
        }
        found
    }

    fn region(&mut self, row: &Table<'_>, span: Span) -> Option<Region> {
        self.reader.only(row, &["offer", "provider", "code", "countries", "city", "source", "date"]);
        let source = self.source(row, span);
        let owner = if row.contains_key("provider") {
            let (key, span) = self.reader.text(row, "provider")?;
            if self.catalogue.provider_by_key(&key).is_none() {
                let kind = SettingsErrorKind::UnknownValue { value: Arc::clone(&key), known: Vec::new() };
                self.reader.errors.push(SettingsError { span, kind });
            }
            key.to_string()
        } else {
            if !row.contains_key("offer") {
                self.missing(span, "offer");
            }
            self.named_offer(row, "offer")?.region_key().to_owned()
        };
        let code = self.needed(row, span, "code");
        if !row.contains_key("countries") {
            self.missing(span, "countries");
        }
        let countries = self.countries(row, "countries")?;
        let of_all = |member: fn(&crate::catalogue::Country) -> bool| {
            countries.iter().map(|code| self.catalogue.country(code).map(member)).collect::<Option<Vec<_>>>()
        };
        let all = |answers: Option<Vec<bool>>| answers.map(|answers| answers.into_iter().all(|member| member));
        Some(Region {
            provider: owner,
            code: code?.to_string(),
            eu: all(of_all(|country| country.eu)),
            eea: all(of_all(|country| country.eea)),
            countries,
            area: Area::Countries,
            city: self.text(row, "city"),
            display: String::new(),
            notes: String::new(),
            source: source?,
        })
    }

    fn host(&mut self, row: &Table<'_>, span: Span) -> Option<OwnHost> {
        self.reader.only(row, &["suffix", "offer", "region", "source", "date"]);
        let source = self.source(row, span);
        for key in ["suffix", "offer"] {
            if !row.contains_key(key) {
                self.missing(span, key);
            }
        }
        let offer = self.named_offer(row, "offer");
        let region = self.text(row, "region");
        let (suffix, span) = self.reader.text(row, "suffix")?;
        let plain = suffix.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
        if !plain || !suffix.contains('.') || suffix.starts_with('.') || suffix.ends_with('.') {
            self.reader.errors.push(SettingsError { span, kind: SettingsErrorKind::Host(suffix) });
            return None;
        }
        Some(OwnHost { suffix: suffix.to_lowercase(), offer: offer?, region, source: source? })
    }

    fn provider(&mut self, row: &Table<'_>, span: Span) -> Option<Provider> {
        self.reader.only(row, &["address", "offer", "default-region", "source", "date"]);
        let source = self.source(row, span);
        for key in ["address", "offer"] {
            if !row.contains_key(key) {
                self.missing(span, key);
            }
        }
        let offer = self.named_offer(row, "offer");
        let default_region = self.text(row, "default-region");
        let (address, span) = self.reader.text(row, "address")?;
        let address = address.to_lowercase();
        let short = address.strip_prefix("registry.terraform.io/").unwrap_or(&address);
        if !(2..=3).contains(&short.split('/').count()) || short.split('/').any(str::is_empty) {
            self.reader.errors.push(SettingsError { span, kind: SettingsErrorKind::Address(short.into()) });
            return None;
        }
        let name = short.rsplit('/').next().unwrap_or(short);
        // One that goes by the name of another has regions and offers of its own.
        let key = if self.catalogue.provider_by_key(name).is_some() { short } else { name };
        Some(Provider {
            key: key.to_owned(),
            source: short.to_owned(),
            aliases: Vec::new(),
            nature: Nature::Cloud,
            environment: Vec::new(),
            default_region,
            default_zone: None,
            offer: Some(offer?),
            evidence: source?,
        })
    }

    fn category(&mut self, row: &Table<'_>) -> Option<String> {
        let (word, span) = self.reader.text(row, "category")?;
        self.reader.known(word, span, &CATEGORIES).map(|word| word.to_string())
    }

    fn service(&mut self, row: &Table<'_>, span: Span) -> Option<(Arc<str>, OwnService)> {
        self.reader.only(
            row,
            &["type", "category", "holds-data", "location", "tags", "parents", "default-region", "source", "date"],
        );
        let source = self.source(row, span);
        if !row.contains_key("holds-data") {
            self.missing(span, "holds-data");
        }
        let of_type = self.needed(row, span, "type");
        let location = self.list(row, "location");
        let located = location.is_some();
        let parents = self.list(row, "parents").unwrap_or_default();
        let location_default = match self.text(row, "default-region") {
            Some(region) => LocationDefault::Constant(region),
            None if !parents.is_empty() && !located => LocationDefault::Parent,
            None => LocationDefault::Provider("region".to_owned()),
        };
        let tags = self.list(row, "tags").unwrap_or_default().into_iter();
        let service = Service {
            category: self.category(row).unwrap_or_else(|| "other".to_owned()),
            holds_data: self.reader.flag(row, "holds-data"),
            judged: true,
            locations: location.unwrap_or_else(|| ["region", "zone", "location"].map(String::from).to_vec()),
            location_default,
            // The shape is read off the value.
            tags: tags.map(|path| (path, TagShape::Map)).collect(),
            parents,
            flows: Vec::new(),
        };
        Some((of_type?, OwnService { service, source: source? }))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::catalogue::{HdsStatus, OfferMatch, OfferQuery, QualificationState};

    const DATED: &str = "source = \"convention\"\ndate = 2026-02-03\n";

    fn catalogue(text: &str) -> Catalogue {
        let (own, errors) = read(FileId(0), &text.replace("…", DATED));
        assert_eq!(errors, []);
        Catalogue::with(own)
    }

    #[test]
    fn a_correction_changes_what_it_says_alone() {
        let text = "[[offer]]\nid = \"outscale-cloudgouv\"\n…[offer.secnumcloud]\nstatus = \"qualified\"\nuntil = 2029-11-30\n";
        let corrected = catalogue(text);
        let before = Catalogue::embedded().offer("outscale-cloudgouv").unwrap();
        let after = corrected.offer("outscale-cloudgouv").unwrap();
        assert_eq!((&before.name, &before.hds.status), (&after.name, &after.hds.status));
        let day = date(2027, 1, 1);
        assert_eq!(before.secnumcloud.state_on(day), QualificationState::Expired);
        assert_eq!(after.secnumcloud.state_on(day), QualificationState::Valid);
        assert!(after.own && after.source == "convention; 2026-02-03");
        // It is reached as before, and what the register does not confirm stays so.
        let query = OfferQuery {
            provider: Some("outscale"),
            region: Some("cloudgouv-eu-west-1"),
            resource_type: Some("outscale_oks_cluster"),
            ..OfferQuery::default()
        };
        let OfferMatch::One(part) = corrected.resolve_offer(&query) else { panic!("one offer") };
        assert_eq!(part.secnumcloud.state_on(day), QualificationState::Unconfirmed);
        // Unless whoever has the decision says that it covers everything.
        let OfferMatch::One(whole) = catalogue(&format!("{text}covers-all = true\n")).resolve_offer(&query) else {
            panic!("one offer")
        };
        assert_eq!(whole.secnumcloud.state_on(day), QualificationState::Valid);
    }

    #[test]
    fn hosts_are_whole_labels_and_the_most_precise_row_wins() {
        let catalogue = catalogue(
            "[[offer]]\nid = \"un\"\nname = \"Un\"\noperator = \"Un\"\ncountry = \"FR\"\n…
             [[offer]]\nid = \"deux\"\nname = \"Deux\"\noperator = \"Deux\"\ncountry = \"DE\"\n…
             [[host]]\nsuffix = \"Nuage.exemple\"\noffer = \"un\"\nregion = \"FR\"\n…
             [[host]]\nsuffix = \"b.nuage.exemple\"\noffer = \"deux\"\n…
             [[host]]\nsuffix = \"s3.fr-par.scw.cloud\"\noffer = \"un\"\n…",
        );
        let of = |host: &str| catalogue.host(host).and_then(|found| found.offer).map(|offer| offer.id.clone());
        assert_eq!(of("https://S3.nuage.exemple:443/x").as_deref(), Some("un"));
        assert_eq!(of("nuage.exemple").as_deref(), Some("un"));
        assert_eq!(of("s3.b.nuage.exemple").as_deref(), Some("deux"));
        assert_eq!(of("fauxnuage.exemple"), None);
        // It beats the catalogue, whose others stay.
        assert_eq!(of("s3.fr-par.scw.cloud").as_deref(), Some("un"));
        assert_eq!(of("s3.nl-ams.scw.cloud").as_deref(), Some("scaleway-public"));
        assert_eq!(catalogue.region("un", "FR").map(|region| region.eu), Some(Some(true)));
        assert!(catalogue.region("scaleway", "FR").is_none());
    }

    #[test]
    fn providers_and_regions_of_ones_own_hide_no_others() {
        let catalogue = catalogue(
            "[[offer]]\nid = \"nuage\"\nname = \"Nuage\"\noperator = \"Nuage\"\ncountry = \"FR\"\n…
             [[provider]]\naddress = \"registre.exemple/nuage/aws\"\noffer = \"nuage\"\n…
             [[region]]\noffer = \"nuage\"\ncode = \"eu-west-2\"\ncountries = [\"FR\", \"NO\"]\n…
             [[region]]\nprovider = \"ovh\"\ncode = \"eu-west-neuve\"\ncountries = [\"FR\"]\n…",
        );
        let own = catalogue.provider("registre.exemple/nuage/aws").unwrap();
        assert_eq!(own.offer.as_ref().unwrap().id, "nuage");
        assert_eq!(catalogue.provider("hashicorp/aws").unwrap().key, "aws");
        let of_own = catalogue.region(&own.key, "eu-west-2").unwrap();
        assert_eq!((of_own.eu, of_own.eea), (Some(false), Some(true)));
        assert_eq!(catalogue.region("aws", "eu-west-2").unwrap().countries, ["GB"]);
        assert_eq!(catalogue.region("ovh", "EU-WEST-NEUVE").unwrap().countries, ["FR"]);
    }

    proptest::proptest! {
        /// Whatever is missing or put in the place of something else, what is wrong is told and the rest is read.
        #[test]
        fn any_text_is_read(start in 0_usize..2_000, length in 0_usize..80, put in "[a-z0-9=\"\\[\\]{} \n.-]{0,12}") {
            let text = include_str!("../../fixtures/own-catalogue/infra/catalogue.toml");
            let at = |offset: usize| (offset.min(text.len())..=text.len()).find(|end| text.is_char_boundary(*end)).unwrap();
            let mangled = format!("{}{put}{}", &text[..at(start)], &text[at(start + length)..]);
            let (own, errors) = read(FileId(0), &mangled);
            proptest::prop_assert!(errors.iter().all(|error| error.span.end as usize <= mangled.len()));
            let catalogue = Catalogue::with(own);
            catalogue.host("s3.nuage.exemple.gouv.fr");
            catalogue.region("nuage-exemple", "FR");
        }
    }

    #[test]
    fn a_file_of_too_many_rows_is_refused_at_once() {
        let row = format!("[[host]]\nsuffix = \"a.exemple\"\noffer = \"aws\"\n{DATED}");
        let (own, errors) = read(FileId(0), &row.repeat(3_000));
        assert_eq!(own.hosts.len(), MAX_ROWS);
        assert!(errors.iter().any(|error| error.kind == SettingsErrorKind::TooManyRows(MAX_ROWS)));
    }

    #[test]
    fn a_contract_answers_for_hds_but_not_against_what_is_known() {
        let status = |id: &str, hds: bool| {
            let offer = Catalogue::embedded().offer(id).unwrap();
            offer.under_contract(hds, "contrat").hds.status
        };
        assert_eq!(status("scaleway-public", true), HdsStatus::Certified);
        assert_eq!(status("scaleway-public", false), HdsStatus::NotCertified);
        assert_eq!(status("outscale-cloudgouv", false), HdsStatus::NotCertified);
        assert_eq!(status("nubo", true), HdsStatus::NotCertified);
    }
}
