# These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# See ../en/desktop.ftl.

## The tray

tray-open = فتح Errand
tray-quit = إنهاء
tray-waiting =
    { $count ->
        [0] لا شيء يحتاج إليك
        [one] واحدة تحتاج إليك
       *[other] { $count } تحتاج إليك
    }

## Dialogs for files

dialog-attach = إرفاق ملفات
dialog-import = اختر ملفات للاستيراد
dialog-store = اختر ملفات للمخزن
dialog-skills = اختر ملفات للوكيل
dialog-program = اختر برنامجًا
dialog-agent = اختر ملف وكيل
dialog-read-folder = اختيار مجلد
dialog-model = اختيار نموذج
dialog-model-filter = نموذج GGUF
dialog-save-folder = اختيار مجلد للحفظ فيه
dialog-save-as = حفظ باسم
