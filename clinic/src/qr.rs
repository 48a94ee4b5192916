//! QR codes as SVG, black on white.

/// The code of a text; nothing where it does not fit one.
pub(crate) fn svg(text: &str) -> String {
    let code = qrcode::QrCode::new(text.as_bytes());
    code.map(|c| c.render::<qrcode::render::svg::Color<'_>>().min_dimensions(200, 200).quiet_zone(true).build())
        .unwrap_or_default()
}
