//! Numbers that neither Rust nor JSON has: decimals of any length, and floating point in two bytes.

/// Maximum number of bytes of a decimal: 77 digits.
const MAX_DECIMAL_BYTES: usize = 32;
/// Maximum number of digits after the point.
const MAX_SCALE: i32 = 100;

/// Returns a decimal with all its digits, from a big-endian number in two's complement and the number of digits after
/// the point; `None` if that is not sensible.
pub(super) fn decimal(bytes: &[u8], scale: i32) -> Option<String> {
    if bytes.is_empty() || bytes.len() > MAX_DECIMAL_BYTES || !(0..=MAX_SCALE).contains(&scale) {
        return None;
    }
    let is_negative = bytes[0] & 0x80 != 0;
    let digits = digits(if is_negative {
        negate(bytes)
    } else {
        bytes.to_vec()
    });
    let scale = scale as usize;
    let digits = format!("{digits:0>width$}", width = scale + 1);
    let (integer, fraction) = digits.split_at(digits.len() - scale);
    let sign = if is_negative { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{integer}{point}{fraction}"))
}

/// Returns the positive number of the same size.
fn negate(bytes: &[u8]) -> Vec<u8> {
    let mut negated: Vec<u8> = bytes.iter().map(|byte| !byte).collect();
    for byte in negated.iter_mut().rev() {
        let (sum, overflows) = byte.overflowing_add(1);
        *byte = sum;
        if !overflows {
            break;
        }
    }
    negated
}

/// Returns the decimal digits of a big-endian number, none for 0.
fn digits(mut number: Vec<u8>) -> String {
    let mut digits = Vec::new();
    while number.iter().any(|byte| *byte != 0) {
        let mut remainder = 0_u16;
        for byte in &mut number {
            let dividend = remainder << 8 | u16::from(*byte);
            // A remainder below 10 leaves less than 256 in each byte.
            *byte = (dividend / 10) as u8;
            remainder = dividend % 10;
        }
        digits.push(char::from(b'0' + remainder as u8));
    }
    digits.iter().rev().collect()
}

/// Returns a number in IEEE 754's two bytes.
pub(super) fn float16(bits: u16) -> f32 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from(bits >> 10 & 0x1f);
    let fraction = f32::from(bits & 0x3ff) / 1024.0;
    let magnitude = match exponent {
        0 => fraction * 2_f32.powi(-14),
        0x1f if fraction == 0.0 => f32::INFINITY,
        0x1f => f32::NAN,
        _ => (1.0 + fraction) * 2_f32.powi(exponent - 15),
    };
    sign * magnitude
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_keeps_every_digit() {
        let text = |number: i128, scale| decimal(&number.to_be_bytes(), scale).unwrap();
        assert_eq!(text(12_345, 2), "123.45");
        assert_eq!(text(-5, 3), "-0.005");
        assert_eq!(text(0, 2), "0.00");
        assert_eq!(text(0, 0), "0");
        assert_eq!(text(i128::MIN, 0), i128::MIN.to_string());
        assert_eq!(
            decimal(&[0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 1).unwrap(),
            "-4355614296588012332331194975126633106636.8"
        );
        assert_eq!(decimal(&[], 0), None);
        assert_eq!(decimal(&[1], -1), None);
        assert_eq!(decimal(&[1], i32::MAX), None);
    }

    #[test]
    fn two_bytes_are_a_number() {
        assert_eq!(float16(0x3c00), 1.0);
        assert_eq!(float16(0xc100), -2.5);
        assert_eq!(float16(0x0001), 2_f32.powi(-24));
        assert_eq!(float16(0x7c00), f32::INFINITY);
        assert!(float16(0x7e00).is_nan());
    }
}
