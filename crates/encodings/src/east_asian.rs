//! Detection of East Asian encodings in short texts: the one in which the text has common characters. A few words in
//! one encoding are rare characters in another, and too few for a detector based on pairs.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS};

/// Maximum number of non-ASCII bytes in a short text; for longer ones the detector is better.
const MAX_SHORT_BYTES: usize = 600;
/// Minimum score for a text that was guessed to be single-byte to count as double-byte.
const MIN_SCORE: f64 = 0.75;
/// Bonus for the encoding guessed by the detector.
const GUESS_BONUS: f64 = 0.1;

/// The encodings, each with its most common characters.
const ENCODINGS: [(&Encoding, &str); 5] = [
    (GBK, SIMPLIFIED),
    (BIG5, TRADITIONAL),
    (SHIFT_JIS, JAPANESE),
    (EUC_JP, JAPANESE),
    (EUC_KR, KOREAN),
];

/// Measures of how well a text fits an encoding.
struct Fit {
    /// From 1, if all characters are common, to below 0.
    score: f64,
    /// Number of double-byte characters counted.
    letters: usize,
    /// True if all counted characters are half-width Katakana.
    is_narrow: bool,
}

/// Returns the encoding of a short text if it is an East Asian one; `guessed` is the result of the general detector.
pub(crate) fn encoding(
    bytes: &[u8],
    is_whole: bool,
    guessed: &'static Encoding,
) -> Option<&'static Encoding> {
    if bytes.iter().filter(|byte| **byte >= 0x80).count() > MAX_SHORT_BYTES {
        return None;
    }
    let fits = ENCODINGS.iter().filter_map(|(encoding, common)| {
        let mut fit = fit(bytes, is_whole, encoding, common)?;
        if *encoding == guessed {
            fit.score += GUESS_BONUS;
        }
        Some((*encoding, fit))
    });
    let (best, fit) = fits.max_by(|(_, one), (_, other)| one.score.total_cmp(&other.score))?;
    let is_sure = if fit.is_narrow {
        are_narrow_words(bytes)
    } else {
        fit.score >= MIN_SCORE && fit.letters >= 4
    };
    (!guessed.is_single_byte() || is_sure).then_some(best)
}

/// Returns the fit; `None` if the bytes are not valid in this encoding.
fn fit(bytes: &[u8], is_whole: bool, encoding: &'static Encoding, common: &str) -> Option<Fit> {
    let (mut sum, mut count, mut letters, mut narrow) = (0.0, 0_usize, 0, 0);
    let mut before = '\0';
    let mut at = 0;
    while at < bytes.len() {
        let length = length(&bytes[at..], encoding);
        let Some(bytes_of_character) = bytes.get(at..at + length) else {
            // The last character is incomplete.
            if is_whole {
                return None;
            }
            break;
        };
        let letter = letter(bytes_of_character, encoding)?;
        at += length;
        let weight = weight(letter, before, bytes_of_character, encoding, common);
        before = letter;
        let Some(weight) = weight else { continue };
        sum += weight * length as f64;
        count += length;
        letters += usize::from(length > 1);
        narrow += usize::from(length == 1);
    }
    Some(Fit {
        score: sum / count.max(1) as f64,
        letters,
        is_narrow: narrow > 0 && letters == 0,
    })
}

/// Returns the length in bytes of the character that begins here.
fn length(bytes: &[u8], encoding: &'static Encoding) -> usize {
    match bytes[0] {
        0..=0x7f => 1,
        0xa0..=0xdf if encoding == SHIFT_JIS => 1,
        0x8f if encoding == EUC_JP => 3,
        _ if encoding == GBK && bytes.get(1).is_some_and(u8::is_ascii_digit) => 4,
        _ => 2,
    }
}

fn letter(bytes_of_character: &[u8], encoding: &'static Encoding) -> Option<char> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes_of_character)?;
    text.chars().next().filter(|_| text.chars().count() == 1)
}

/// Returns the weight of a character for an encoding; `None` for characters that all of them have.
fn weight(
    letter: char,
    before: char,
    bytes_of_character: &[u8],
    encoding: &'static Encoding,
    common: &str,
) -> Option<f64> {
    let is_japanese = encoding == SHIFT_JIS || encoding == EUC_JP;
    let is_everyday = match bytes_of_character[0] {
        lead if encoding == GBK => (0xb0..=0xd7).contains(&lead) && bytes_of_character[1] >= 0xa1,
        lead if encoding == EUC_KR => {
            (0xb0..=0xc8).contains(&lead) && bytes_of_character[1] >= 0xa1
        }
        lead if encoding == BIG5 => (0xa4..=0xc6).contains(&lead),
        lead if encoding == EUC_JP => (0xb0..=0xcf).contains(&lead),
        lead => (0x88..=0x98).contains(&lead),
    };
    match letter {
        '\0'..='\u{7f}' => None,
        'ｦ'..='ﾟ' | '｡'..='･' => Some(if is_narrow_after(letter, before) {
            0.45
        } else {
            -0.5
        }),
        'ぁ'..='ゖ' | 'ァ'..='ー' => Some(if is_japanese { 0.9 } else { 0.1 }),
        _ if common.contains(letter) => Some(1.0),
        // Punctuation and symbols are in the same positions in all of them.
        _ if !letter.is_alphabetic() => None,
        _ if is_everyday => Some(0.2),
        _ => Some(-0.3),
    }
}

/// Returns true if a half-width Katakana can follow a character: sound marks follow characters that take them, small
/// ones follow others.
fn is_narrow_after(letter: char, before: char) -> bool {
    match letter {
        'ﾞ' => matches!(before, 'ｳ' | 'ｶ'..='ﾄ' | 'ﾊ'..='ﾎ'),
        'ﾟ' => matches!(before, 'ﾊ'..='ﾎ'),
        'ｧ'..='ｯ' | 'ｰ' | 'ﾝ' => matches!(before, 'ｦ'..='ﾟ'),
        '｡'..='･' => false,
        _ => true,
    }
}

/// Returns true if words of half-width Katakana are genuine, not Russian capitals or single symbols among Latin
/// letters.
fn are_narrow_words(bytes: &[u8]) -> bool {
    let mut high = 0;
    let mut signs = 0;
    for word in bytes.split(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic()) {
        let of_word = word.iter().filter(|byte| !byte.is_ascii()).count();
        if of_word == 0 {
            continue;
        }
        if of_word < 2 || of_word < word.len() {
            return false;
        }
        high += of_word;
        // In single-byte encodings these bytes are not letters.
        let is_sign = |byte: &&u8| matches!(**byte, 0xa6 | 0xa7 | 0xa9 | 0xab..=0xae | 0xb0 | 0xb1 | 0xb5..=0xb7 | 0xb9 | 0xbb..=0xbe);
        signs += word.iter().filter(is_sign).count();
    }
    let is_thai_or_punctuated = bytes.iter().any(|byte| matches!(byte, 0xa0..=0xa5));
    high > 2 && signs * 3 >= high && !is_thai_or_punctuated
}

/// Common characters of Simplified Chinese.
const SIMPLIFIED: &str = "\
    一七万三上下不与且世业东两个中为主丽么义之九也书了争事二于五些交产京人什今从他付代以们件价任份企优会伟传但位住体何余作你使供便保信修候借债做像儿元先光克入全八公\
    六兰共关其内再军决净几凭出分切刘则刚利别到制前力加务动勇化北区十千午华单南卡即却原去县又及反发取受变口只可号司各合同名后向听吴告员周命和品售商四回因团国在地圳场\
    址均型城基声处备外多大天太头女她好如姓娜娟子字存孙季学它安完定宝实审客室家宽密对导将小少尔就展山州工己已市师带常平年并广庆序库应店度建开式张强当录形待很徐得微德\
    心必快态思性总息情惠想意感成我或战户所手才打扣把折报拉指据接描提摘支收放政敏教数文斯新方无日旦早时明易星是晚更最月有服望期未本术朱机权李条来杨杭杰林果标校样核格\
    桂桌梅椅楼次款正此武死比毛民气水求汉没治法注洋津活流海消涛润深清温湿源点然版物特状率玉王现班理生用由电界登白百的益盘目直相省看真眼着知码研确磊社神票秀种科积称程\
    税空立站第等管箱米类系红级经结给统绩编网罗美老考者而股胡能脑自至色艳芳苏英苹蕉行街衣表被装西要见观规觉角解计订认让记许论设证识试话该语说课象负责账货购贷费资走赵\
    起超路身车边达过运还这进述退递通道那邮部郭都采里重量金银铺销键长门问间队陈限院难集零霞静非面项领题颜额餐饮香马高黄鼠龄";

/// Common characters of Traditional Chinese.
const TRADITIONAL: &str = "\
    一七三上下不且世並中主之九也了事二五些交京人什今他付代以件任份企但位住何作你使來供便保信修個們候借做備傳債像價優元先光克兒入內全兩八公六共其再出分切別利到制則前\
    劉力加動務化北區十千午南卡即卻原去又及反取受口只可台司各合同名向吳告命和品員售商問單四回因國園團在地址均型城基報場外多大天太女她好如姓子字存季孫學它安完定客室家\
    密實審寬將對導小少就展山工己已市師帳帶常平年幾序店度庫建式張強形待很後徐得從德心必快思性息情惠想意感態憑應成我或戰戶所手才打扣把折拉指採接描提摘據支收放政教數文\
    斯新方於日旦早明易星是時晚更書最會月有服望期未本朱李東林果校核格桃桌條椅楊業樓樣機權次款正此死比毛民氣水求決沒治法活流海消淨清源溫滑潤濕灣為無然爭爾版物特狀率王\
    班現理生產用由界當登發白百的益盤目直相省看真眼知研確碼社神票科稅程種稱積空立站竹第等管箱米系級結給統經網編縣總績羅美義老考者而聲聽股胡能腦自至臺與色英萬著蔡蕉蘋\
    處號行術街衣表被裝裡西要見規覺觀角解訂計記設許註試話該認語說課論謝證識變讓象負貨責貸費資購走起趙路身車軍述退這通週進運過道達遞還邊那部郭郵都鄭重量金銀銷鋪錄鍵長\
    門開間關限院陳隊雄集難零電非面項領頭題額顏類飲餐餘香馬體高麼黃點鼠齡";

/// Common Japanese Kanji.
const JAPANESE: &str = "\
    一七万三上下不与世両中主乗九予争事二五井交京人今仕付代以件任企伊会伝位低住佐体何作使例供価便係保信個側備働優元先党入全八公六共内円再写出分切初判別利制前副割力加\
    助労動務勝勢化北区医十千午半協南単原去参反収取受口可台号各合吉同名向含告味命和品員商問営四回団国土在地型域基報場境増声売変外多大夫失女好始委媛子字学宅守安官定実\
    客害家容察審対導小少局展山岡島川州工差市席常平年広店府度庫建式引張強当形影役待後得復心必応念思急性情想意愛感態成戦所手打技投担指挙振提援支改放政教数整文斎料断新\
    方施族日早明映昨時景曜書最月有望朝期木末本机村条来東松果査校株格案梨森椅検業楽構様権橋機次欧止正武歳死残段毎比氏民気水求決沢治法注活派流海消深済減渡港準演火点無\
    然物特状独率現球理環生産用田由申男町画界番疑病発白百的監目直相県真着知石研確示社神票福私称移税種積究空立第答策算米約納終組経結統続総線置署美義考者聞職育能自若英\
    落葉蔵藤行術衛表被裁補製西要見規視親観解言計記訪設訴証評試話認語説課調談請論識警議護象負財費資質起足身車軍転輸農辺込近述追退送通造連進運過道達違選部郵都配重野量\
    金鈴銀長門開間関阪防限院際集難電青非面革音領頭題額顧食首験高髙齢";

/// Common Korean syllables.
const KOREAN: &str = "\
    가간감강개객격결경계고공과관광구국그근금급기김까나날납내년는다단담당대더데도독동된드들등또라래량력로록료류를름리마만말매메면명모목무문물미민바박반발방배번보복부\
    분비사산상생서선설성세소송수순스시신실심아안액양어업었에여연영오와완요용우운울원월위유윤으은을의이인일임입있자잔장재저적전점접정제조종좌주중지직진짜책처천철청체\
    총최출취치카코크타태통트포표품하학한할합해했행현호화확회";
