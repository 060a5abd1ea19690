// Icons for files.
import type { IconName } from "../parts/icons";

export function fileIcon(mime: string, name: string): IconName {
  const ending = name.toLowerCase().split(".").pop() ?? "";
  if (mime.startsWith("image/")) return "image";
  if (mime.startsWith("audio/")) return "audio";
  if (mime.startsWith("video/")) return "video";
  if (
    /csv|tab-separated|spreadsheet|excel|parquet/.test(mime) ||
    /^(csv|tsv|xl[st][xm]?|xlsb|ods|ots|fods|parquet)$/.test(ending)
  )
    return "table";
  if (
    /json|javascript|python|xml|html|x-sh|yaml|toml/.test(mime) ||
    /^(py|js|ts|json|sh|rs|html|xml|ya?ml|toml|css)$/.test(ending)
  )
    return "code";
  if (/^(srt|vtt|eml|ics|vcf|rtf|epub|odt|ott|fodt|do[ct]m|dotx|docx?)$/.test(ending)) return "text";
  if (mime.startsWith("text/") || ending === "md") return "text";
  return "page";
}
