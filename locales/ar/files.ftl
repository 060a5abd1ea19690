# العربية. These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# المصطلحات: chat = محادثة، job = مهمة، conversation = محادثة، turn = طلب، agent = وكيل، schedule = جدول، skill = مهارة،
# tool = أداة، sandbox = بيئة معزولة، settings = الإعدادات، record = السجل، key = مفتاح، keychain = سلسلة المفاتيح،
# branch = فرع، hand over = تسليم، spending = الإنفاق.

files-title = الملفات
files-count = { $n ->
    [zero] لا ملفات
    [one] ملف واحد
    [two] ملفان
    [few] { $n } ملفات
    [many] { $n } ملفًا
   *[other] { $n } ملف
    }
files-none = ما تنشئه مهامك يكون هنا، ويبقى على قرصك.
files-noneHere = لا ملفات بعد.
files-older = { $n ->
    [zero] لا إصدارات أقدم
    [one] إصدار أقدم واحد
    [two] إصداران أقدم
    [few] { $n } إصدارات أقدم
    [many] { $n } إصدارًا أقدم
   *[other] { $n } إصدار أقدم
    }
files-olderOf = الإصدارات الأقدم من «{ $name }»
files-moreRows = عرض المزيد، بقي { $n }
files-holds = { $n ->
    [zero] لا ملفات
    [one] ملف واحد
    [two] ملفان
    [few] { $n } ملفات
    [many] { $n } ملفًا
   *[other] { $n } ملف
    }
files-folderSay = ما في «{ $name }» أنشأته البرامج لنفسها، لذا لا يجلبه Errand من تلقاء نفسه.
files-folderFetching = جارٍ الجلب، { $here } هنا
files-showMore = عرض المزيد
files-fetchThese = جلب هذه ({ $n })
files-missing = { $n ->
    [zero] ليست هنا بعد: لا ملفات
    [one] ليست هنا بعد: ملف واحد
    [two] ليست هنا بعد: ملفان
    [few] ليست هنا بعد: { $n } ملفات
    [many] ليست هنا بعد: { $n } ملفًا
   *[other] ليست هنا بعد: { $n } ملف
    }
files-fetchRest = جلبها
files-fetch = جلب
files-save = حفظ
files-saveAs = اختر مجلدًا للحفظ
files-saveAll = حفظ الكل
files-openFolder = فتح المجلد
files-noFolderYet = احفظ ملفًا أولًا، ثم يمكن فتح مجلده.
files-savedTo = { $n ->
    [zero] حُفظ في { $folder }: لا ملفات.
    [one] حُفظ في { $folder }: ملف واحد.
    [two] حُفظ في { $folder }: ملفان.
    [few] حُفظ في { $folder }: { $n } ملفات.
    [many] حُفظ في { $folder }: { $n } ملفًا.
   *[other] حُفظ في { $folder }: { $n } ملف.
    }
files-listed = لم يُجلب
files-waits = ينتظر الجلب
files-failed = تعذر جلبه
files-fetchAgain = جلب من جديد
files-stop = إيقاف الجلب
files-coming = { $n ->
    [zero] في الطريق: لا ملفات
    [one] في الطريق: ملف واحد
    [two] في الطريق: ملفان
    [few] في الطريق: { $n } ملفات
    [many] في الطريق: { $n } ملفًا
   *[other] في الطريق: { $n } ملف
    }
files-stopAll = إيقاف
files-truncated = تُعرض البداية فقط.
files-notPlayed = لا يمكن تشغيل هذا الملف هنا.
files-notDecoded = لا يستطيع هذا الحاسوب فك ترميز هذا الملف هنا. احفظه، أو افتحه في مشغّل لديك.
files-noPreview = لا يمكن عرض هذا النوع من الملفات هنا.
files-page = صفحة { $n } من { $total }
files-pageFailed = لا يمكن عرض الصفحة { $n } هنا.
files-drawing = جارٍ رسم الصفحات
files-morePages = عرض صفحات أكثر
files-password = كلمة المرور
files-unlock = إلغاء القفل
files-findInPages = البحث في هذا الملف
files-searchedPages = يشمل البحث حتى الصفحة { $n } فقط.
files-foundPages = الصفحات: { $at } من { $n }
files-drawAgain = حاول من جديد
files-sandboxed = يُعرض بلا نصوص برمجية وبلا شبكة.
files-from = من «{ $title }»
files-resize = عرض لوحة الملفات
files-progress = جارٍ جلب «{ $name }»
files-rows = { $n ->
    [zero] لا صفوف
    [one] صف واحد
    [two] صفان
    [few] { $n } صفوف
    [many] { $n } صفًا
   *[other] { $n } صف
    }
files-readAs = القراءة كـ
files-guessed = حسب حروفه
files-findInTable = البحث في هذا الجدول
files-sortBy = ترتيب حسب { $column }
files-columnWidth = عرض { $column }
files-readingRows = { $n ->
    [zero] حتى الآن لا صفوف، والقراءة جارية
    [one] حتى الآن صف واحد، والقراءة جارية
    [two] حتى الآن صفان، والقراءة جارية
    [few] حتى الآن { $n } صفوف، والقراءة جارية
    [many] حتى الآن { $n } صفًا، والقراءة جارية
   *[other] حتى الآن { $n } صف، والقراءة جارية
    }
files-open = فتح
files-openWith = فتح باستخدام…
files-copy = نسخ
files-menu = المزيد عن «{ $name }»
files-copied = نُسخ «{ $name }». الصقه في مدير الملفات.
files-openTitle = فتح «{ $name }»؟
files-openProgram = قد يعمل هذا الملف كبرنامج على هذا الحاسوب، بكل ما يُسمح لك به. لا تفتحه إلا إن كنت تعرف ما يفعله.
files-openPage = تُفتح هذه الصفحة في متصفحك، حيث تعمل نصوصها البرمجية وقد تصل إلى الإنترنت.
files-openAnyway = افتحه
files-openInBrowser = فتح في المتصفح
files-needsScripts = تحتاج هذه الصفحة إلى نصوص برمجية لا تعمل هنا. ما ترسمه ناقص.
files-saveArchive = حفظ كملف ‎.zip
files-archived = حُفظ باسم { $place }.
files-showPages = العرض كصفحات
files-showContents = عرض المحتوى
files-saveCsv = حفظ كملف CSV
files-savingCsv = جارٍ الحفظ بصيغة CSV…
files-encryptedColumns = أعمدة مشفّرة لا يمكن عرضها: { $names }
files-cut = حُذف: الأعمدة بعد المئة، وحروف الخلية بعد الألف، والصفوف بعد العشرين مليونًا أو بعد 1 GB، وما لا يمكن قراءته.
files-cutCsv = حُذف: الأعمدة بعد 16384، وحروف الخلية بعد المليون، وما يزيد في الصف على 64 MB، والصفوف بعد العشرين مليونًا أو بعد 4 GB، وما لا يمكن قراءته.
files-sheets = الأوراق
files-hidden = (مخفية)
files-emptySheet = هذه الورقة فارغة.
files-hiddenRow = المصنف يخفي هذا الصف.
files-hiddenRows = الصفوف ذات الحافة المتقطعة مخفية في المصنف
files-notCalculated = لا يحتوي الملف على نتيجة هذه الصيغة.
files-formulas = تظهر الصيغ حيث لا نتيجة في الملف؛ افتحه واحفظه في برنامج جداول لحسابها
files-link = رابط
files-locked = يُفتح بكلمة مرور
files-outside = يقود إلى خارج المجلد
files-emptyArchive = هذا الأرشيف فارغ.
files-unpacked = { $size } بعد فك الضغط؛ لا يُفك شيء هنا
files-openConversation = افتح حيث أُنشئ
files-received = { $received } من { $size }
files-rate = { $received }، { $rate } في الثانية
files-allHere = كلها هنا
files-someHere = { $here } من { $files } هنا
files-noneFetched = لم تُجلب
files-cells-semicolons = خلايا تفصلها فواصل منقوطة
files-cells-tabs = خلايا تفصلها علامات جدولة
files-cells-bars = خلايا تفصلها خطوط عمودية
files-cells-spaces = خلايا تفصلها مسافات
files-cells-other = خلايا يفصلها { $separator }
files-numbered = أعمدة رقّمها Errand لأنها بلا أسماء
files-openFolderAt = فتح { $folder }
files-openOne = فتح «{ $name }»
files-newestFirst = الأحدث أولًا
files-wider = أعرض ما يمكن
