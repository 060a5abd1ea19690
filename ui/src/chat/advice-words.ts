// Keywords for the advice before sending, by language. To correct a language, change its lists here: words are
// separated by commas, and one that ends in * also matches every longer word that begins with it.

export interface AdviceWords {
  /** First words of a question; in languages without spaces, words that a question contains anywhere. */
  question: string;
  /** Things that are produced as a file, or words for places of files. */
  files: string;
  /** Verbs that ask to make or change files. */
  makes: string;
  /** Work that takes many steps. */
  work: string;
  /** True if words are written without spaces between them. */
  unspaced?: true;
}

export const ADVICE_WORDS: Readonly<Record<string, AdviceWords>> = {
  en: {
    question:
      "what, why, who, when, where, which, how, is, are, was, were, does, do, did, can, could, should, would, explain, translate, define, summarise, summarize, tell me",
    files: "spreadsheet, excel, powerpoint, slide deck, slides, pdf, zip file, folder",
    makes:
      "write, make, create, build, save, export, generate, produce, convert, rename, sort, merge, fill in, put it in, put it into, put them in, put them into, put this in, put this into",
    work: "file, files, script, program, table, chart, report, research, compare, collect, download, run, analyse, analyze, calculate, website, page, code",
  },
  de: {
    question:
      "was, warum, wieso, weshalb, wer, wen, wem, wann, wo, woher, wohin, welche*, wie, ist, sind, war, waren, hat, haben, kann, kannst, können, soll*, darf, erkläre*, erklär*, übersetz*, definier*, fass*, sag mir",
    files: "tabellenkalkulation*, excel*, powerpoint*, präsentation*, folien, pdf*, zip-datei*, ordner*, word-datei*",
    makes:
      "schreib*, mach*, erstell*, bau*, speicher*, exportier*, erzeug*, generier*, wandle, wandel*, konvertier*, umbenenn*, benenne*, sortier*, füge, füg*, fülle*",
    work: "datei*, skript*, programm*, tabelle*, diagramm*, bericht*, recherch*, vergleich*, sammel*, sammle*, lade, herunterlad*, analysier*, berechn*, webseite*, website*, seite, code",
  },
  es: {
    question:
      "qué, que, por qué, quién, quien, cuándo, cuando, dónde, donde, cuál, cuáles, cómo, como, cuánto*, cuánta*, es, son, era, hay, puede*, puedes, podría*, debo, explica*, traduce*, define, resume*, dime",
    files: "hoja de cálculo, excel, powerpoint, presentación*, diapositivas, pdf, archivo zip, carpeta*",
    makes:
      "escribe*, haz, crea*, construye*, guarda*, exporta*, genera*, produce, convierte*, renombra*, ordena*, une, rellena*, pon",
    work: "archivo*, fichero*, script*, programa*, tabla*, gráfico*, informe*, investiga*, compara*, reúne, recoge*, descarga*, ejecuta*, analiza*, calcula*, sitio web, página*, código",
  },
  fr: {
    question:
      "que, quoi, qu'est-ce, qu’est-ce, pourquoi, qui, quand, où, quel*, comment, combien, est-ce, est, sont, était, peux-tu, peut-on, pouvez-vous, dois-je, explique*, traduis*, traduisez, définis*, résume*, dis-moi",
    files: "feuille de calcul, tableur*, excel, powerpoint, présentation*, diapositives, pdf, fichier zip, dossier*",
    makes:
      "écris*, écrivez, fais, faites, crée*, construis*, enregistre*, exporte*, génère*, produis*, convertis*, renomme*, trie*, fusionne*, remplis*, mets",
    work: "fichier*, script*, programme*, tableau*, graphique*, rapport*, recherche*, compare*, rassemble*, télécharge*, exécute*, analyse*, calcule*, site web, page*, code",
  },
  ar: {
    question: "ما, ماذا, لماذا, لمَ, من, متى, أين, أي, كيف, كم, هل, اشرح*, ترجم*, عرّف*, لخص*, لخّص*, أخبرني, قل لي",
    files: "جدول بيانات, إكسل, اكسل, باوربوينت, بوربوينت, عرض تقديمي, شرائح, pdf, ملف مضغوط, مجلد*",
    makes:
      "اكتب*, أكتب*, اصنع*, أنشئ*, انشئ*, ابن, احفظ*, صدّر*, صدر*, ولّد*, حوّل*, حول, أعد تسمية, رتب*, رتّب*, ادمج*, املأ*, ضع*",
    work: "ملف*, الملف*, برنامج*, جدول*, مخطط*, تقرير*, ابحث*, بحث*, قارن*, اجمع*, نزّل*, نزل*, شغّل*, شغل*, حلل*, حلّل*, احسب*, موقع*, صفحة*, كود",
  },
  ja: {
    question:
      "何, なに, なぜ, どうして, 誰, だれ, いつ, どこ, どれ, どの, どう, いくつ, いくら, ですか, ますか, 説明, 翻訳, 訳して, 要約, 教えて",
    files: "スプレッドシート, エクセル, excel, パワーポイント, powerpoint, スライド, pdf, zipファイル, フォルダ",
    makes:
      "書いて, 書き出, 作って, 作成, 作る, 保存, 生成, 変換, 名前を変え, 並べ替え, 結合, まとめて, 入力して, エクスポート",
    work: "ファイル, スクリプト, プログラム, 表に, グラフ, 報告書, レポート, 調査, 調べ, 比較, 集めて, ダウンロード, 実行, 分析, 計算, サイト, ページ, コード",
    unspaced: true,
  },
};
