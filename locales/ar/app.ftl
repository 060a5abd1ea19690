# These words were made by a machine and await a reader; corrections are welcome (see CONTRIBUTING.md).
# See ../en/app.ftl.

## In general

alone = { $value }
list-next = { $begun }، { $next }
list-last = { $begun } و{ $last }
quoted = «{ $word }»
gigabytes = { $size } GB
two-sentences = { $first } { $second }
with-stop = { $words }.

## Something went wrong here

internal = حدث خطأ داخل Errand.
    .hint = حاول مرة أخرى. إذا استمر ذلك فأعد تشغيل Errand.
quitting = يجري إنهاء Errand.
    .hint = يُستأنف عند التشغيل التالي.
quitting-now = يجري إنهاء Errand.
disk-full = القرص ممتلئ. لم يُفقد شيء مما كان موجودًا.
    .hint = أفرغ بعض المساحة ثم حاول مرة أخرى.
disk-full-at-end = القرص ممتلئ. لم يُفقد شيء مما كان موجودًا.
    .hint = أفرغ بعض المساحة. ما تعذّر حفظه يمكن جلبه بعد ذلك من لوحة الملفات.

## What is gone

conversation-gone = لم تعد المحادثة موجودة.
turn-gone = لم يعد هذا الطلب موجودًا.
turn-before-gone = لم يعد الطلب السابق موجودًا.
file-gone = لم يعد الملف موجودًا.
folder-gone = لم يعد المجلد موجودًا.
page-gone = لم تعد الصفحة موجودة.
agent-gone = لم يعد الوكيل موجودًا.
schedule-gone = لم يعد الجدول موجودًا.
who-gone = لم يعد من ينفّذ ذلك موجودًا.
draft-gone = لم يعد مكان المسودة موجودًا.
tool-server-gone = لم يعد خادم الأدوات هذا موجودًا.
model-server-gone = لم يعد خادم النماذج هذا موجودًا.
sandbox-of-file-gone = لم تعد البيئة المعزولة لهذا الملف موجودة.
answer-of-file-gone = لم تعد الإجابة التي يتبعها هذا الملف موجودة.

## The way to a server

no-key = لا يوجد مفتاح لـ { $place }.
    .hint = أدخله في الإعدادات. لا يُرسل إلى هناك مفتاح خادم آخر.
proxy-address = لا يمكن استخدام عنوان الوكيل الشبكي.
    .hint = يكون مثل http://proxy.example:3128 أو socks5://proxy.example:1080.
proxy-credentials = يطلب الوكيل الشبكي { $proxy } اسمًا وكلمة مرور.
    .hint = أدخلهما في الإعدادات هكذا: http://name:password@host:port.
proxy-no-way = لا ينشئ الوكيل الشبكي { $proxy } اتصالًا بالخادم.
    .hint = اسأل المسؤول عن الوكيل الشبكي، أو اختر غيره في الإعدادات.
proxy-unreachable = تعذّر الوصول إلى الوكيل الشبكي { $proxy }.
    .hint = تحقق من الشبكة أو من الوكيل الشبكي في الإعدادات. يحاول Errand من جديد تلقائيًا.
certificate = لا يثق هذا الحاسوب بشهادة الخادم، لذلك لم يُرسل شيء.
    .hint = إذا كانت جهة عملك تفحص الاتصالات فيجب تثبيت شهادتها على هذا الحاسوب.
offline = تعذّر الوصول إلى الخادم.
    .hint = تحقق من الشبكة. يواصل Errand تلقائيًا عند عودتها.
offline-now = تعذّر الوصول إلى الخادم.
    .hint = تحقق من الشبكة ثم حاول مرة أخرى.
connection-broke = انقطع الاتصال بالخادم.
    .hint = ما وصل حتى ذلك الحين محفوظ. حاول مرة أخرى.
not-gemini = إجابة الخادم ليست من واجهة Gemini.
    .hint = تحقق من عنوان URL الأساسي في الإعدادات.
not-sendable = في المفتاح أو عنوان URL الأساسي أحرف لا يمكن إرسالها.
    .hint = انسخ المفتاح كاملًا من جديد، وتحقق من عنوان URL الأساسي.
base-url = لا يمكن استخدام عنوان URL الأساسي هذا.
    .hint = يبدأ بـ https://، أو بـ http:// لخادم على هذا الحاسوب.

## What a server answers

wrong-key = لا يقبل الخادم هذا المفتاح.
    .hint = انسخ المفتاح كاملًا من جديد، أو أنشئ مفتاحًا جديدًا.
region = لا يُقدَّم Gemini حيث يوجد هذا الحاسوب.
    .hint = استخدم النموذج على هذا الحاسوب، أو حدّد عنوان URL أساسيًا آخر.
needs-payment = يحتاج مشروع هذا المفتاح إلى وسيلة دفع لهذا.
    .hint = فعّل الفوترة للمشروع، أو اختر نموذجًا آخر.
quota = استُهلكت حصة هذا المفتاح.
    .hint = تتجدد غدًا. للخطة المدفوعة حصة أكبر.
rate-limited = يتلقى الخادم طلبات كثيرة جدًا بهذا المفتاح.
    .hint = انتظر دقيقة ثم حاول مرة أخرى.
unknown-model = لا يعرف الخادم هذا النموذج.
    .hint = اختر غيره؛ ربما أُوقف.
no-permission = المفتاح صحيح، لكن لا يُسمح له بهذا.
    .hint = تحقق في مشروع المفتاح من أن واجهة Gemini مسموحة له.
refused = حجبت قواعد الأمان لدى الخادم الإجابة.
    .hint = اسأل بكلمات أخرى.
lost = لم يعد الخادم يعرف هذا.
    .hint = ما وصل حتى ذلك الحين محفوظ هنا. أرسله مرة أخرى للبدء من جديد.
server-trouble = لدى الخادم مشكلة خاصة به.
    .hint = حاول مرة أخرى بعد قليل.
not-taken = لا يقبل الخادم هذا الطلب: { $said }
server-says = يقول الخادم: { $said }
    .hint = حاول مرة أخرى بعد قليل.
too-long = كانت الإجابة أطول من أن تكتمل.
    .hint = اطلب جزءًا منها.
not-told-anew = لم يعد الخادم يعرف ما سبق، ولا يمكن إخباره به من جديد: { $why }
    .hint = ابدأ محادثة جديدة.

## What nobody knows for certain

not-known-if-received = لا يُعرف هل استلم الخادم هذا.
    .hint = إذا أرسلته مرة أخرى فقد يُنفَّذ ويُحتسب مرتين.
not-known-how-it-stands = لا يُعرف وضع هذا لدى الخادم.
    .hint = تحقق مرة أخرى بعد قليل.
not-known-if-stopped = لم يقل الخادم إنه توقف.
    .hint = تحقق مرة أخرى بعد قليل.

## This computer's engine, keychain and record

engine-trouble = { $said }
    .hint = حاول مرة أخرى. إذا استمر ذلك فأعد تثبيت Errand.
no-model = النموذج على هذا الحاسوب مفقود أو تتعذر قراءته.
    .hint = اختر ملف GGUF في الإعدادات.
sandbox-gone = زالت البيئة المعزولة، ومعها الملفات التي لم تُجلب قبل ذلك.
    .hint = ما هو مكتوب هنا محفوظ. للحصول على الملفات كلّف بالمهمة من جديد.
keychain-trouble = { $said }
    .hint = افتح قفل سلسلة المفاتيح، أو أدخل المفتاح من جديد في الإعدادات.
keychain-none = ليس في هذا الحاسوب سلسلة مفاتيح يمكن لـ Errand استخدامها ({ $reason }).
    .hint = احتفظ بالمفتاح لهذه الجلسة فقط.
keychain-none-linux = ليس في هذا الحاسوب سلسلة مفاتيح يمكن لـ Errand استخدامها ({ $reason }).
    .hint = احتفظ بالمفتاح لهذه الجلسة فقط. للاحتفاظ به دائمًا جهّز سلسلة مفاتيح مثل GNOME Keyring ثم أعد تشغيل Errand.
keychain-locked = سلسلة المفاتيح مقفلة ({ $reason }).
    .hint = افتح قفل سلسلة المفاتيح وحاول مرة أخرى، أو احتفظ بالمفتاح لهذه الجلسة فقط.
keychain-denied = رفضت سلسلة المفاتيح الوصول ({ $reason }).
    .hint = حاول مرة أخرى واسمح بالوصول عندما يسأل النظام، أو احتفظ بالمفتاح لهذه الجلسة فقط.
keychain-other = تعذّر استخدام سلسلة المفاتيح ({ $reason }).
    .hint = أعد تشغيل Errand. إذا استمر ذلك فاحتفظ بالمفتاح لهذه الجلسة فقط.
ledger-locked = السجل في { $path } يستخدمه برنامج آخر.
    .hint = أغلق Errand الآخر، أو البرنامج الذي فتح الملف، ثم حاول مرة أخرى.
ledger-corrupt = السجل في { $path } تالف: { $reason }.
    .hint = ترك Errand الملف كما هو. أغلق Errand، وانقل { $path } إلى مكان آمن، وضع هناك نسخة من نسختك الاحتياطية؛ النسخ التي أنشأها Errand نفسه تنتهي بـ .backup- ورقم. إذا لم يوجد ملف هناك بدأ Errand بسجل فارغ.
ledger-newer = السجل في { $path } كتبه Errand أحدث (صيغته { $found }، وهذا الإصدار يعرف { $known }).
    .hint = ثبّت أحدث إصدار من Errand. لم يُمسّ الملف.
ledger-disk-full = القرص ممتلئ: تعذّرت كتابة السجل في { $path }.
    .hint = أفرغ بعض المساحة على القرص ثم حاول مرة أخرى. لم يُفقد شيء مما حُفظ.
ledger-io = تعذّرت قراءة السجل في { $path } أو كتابته: { $reason }.
    .hint = تحقق من أنه يمكنك قراءة { $path } ومجلده والكتابة فيهما، ثم حاول مرة أخرى.
ledger-not-found = لا يوجد { $what } { $id }.
    .hint = ربما حُذف. افتح القائمة من جديد.
ledger-other = تعذّر استخدام السجل في { $path }: { $reason }.
    .hint = أعد تشغيل Errand.

## Files

file-not-read = تعذّرت قراءة { $name }: { $reason }.
    .hint = اختر مكانًا آخر، أو تحقق من الأذونات.
file-not-written = تعذّرت كتابة { $name }: { $reason }.
    .hint = اختر مكانًا آخر، أو تحقق من الأذونات.
file-not-created = تعذّر إنشاء { $name }: { $reason }.
    .hint = اختر مكانًا آخر، أو تحقق من الأذونات.
file-not-removed = تعذّرت إزالة { $name }: { $reason }.
    .hint = اختر مكانًا آخر، أو تحقق من الأذونات.
reason-not-there = غير موجود
reason-denied = الوصول مرفوض
reason-disk-full = القرص ممتلئ
reason-refused = النظام يرفض
answer-file-local = لا يمكن جلب ملف هذه الإجابة: { $reason }.
answer-file-not-given = لا يعطي الخادم ملف هذه الإجابة (الخطأ { $status }).
    .hint = ربما فات الأوان. اطلبه مرة أخرى.
no-room = يحتاج { $path } إلى { $needed }، وفي هذا القرص متسع لـ { $room }.
    .hint = أفرغ بعض المساحة ثم اجلبه من جديد.
file-not-fetched = تعذّر جلب { $name }.
    .hint = اجلبه من جديد.
download-failed = تعذّر جلب { $path }. { $why }
file-io = يقول النظام: { $said }.
    .hint = اختر مجلدًا آخر.
file-not-a-folder = { $path } ليس مجلدًا.
    .hint = اختر مجلدًا آخر.
file-no-free-name = في { $folder } ملفات كثيرة جدًا بأسماء مثل { $name }.
    .hint = اختر مجلدًا آخر.
file-length = في الملف { $path } { $received } بايت بدلًا من { $announced } المعلن عنها؛ اجلبه من جديد.
file-not-stored = لم يعد الملف { $sha256 } على هذا الحاسوب؛ اجلبه من جديد.
file-altered = تغيّر الملف { $sha256 } على هذا الحاسوب؛ اجلبه من جديد.
media-not-decoded = لا يمكن فك ترميز الوسائط في الإجابة.
sound-not-kept = لا يمكن حفظ الصوت في الإجابة كملف: { $reason }.
table-not-read = لا يمكن قراءة الجدول حتى نهايته: { $why }.
file-other = { $said }.
medium-gone = لم يعد { $name } على هذا الحاسوب، أو تغيّر هنا.
    .hint = كانت نسخته الوحيدة. اطلبه مرة أخرى.
unreadable-locked = لا يمكن عرض { $name } هنا: إنه محمي بكلمة مرور.
    .hint = احفظه وافتحه ببرنامج آخر.
unreadable-encrypted = لا يمكن عرض { $name } هنا: إنه مشفّر بمفتاح ليس لدى Errand.
    .hint = احفظه وافتحه ببرنامج آخر.
pdf-locked = { $name } مقفل بكلمة مرور.
pdf-wrong-password = كلمة المرور هذه لا تفتح { $name }.
unreadable-large = لا يمكن عرض { $name } هنا: إنه كبير جدًا.
    .hint = احفظه وافتحه ببرنامج آخر.
unreadable-damaged = لا يمكن عرض { $name } هنا: إنه تالف، أو من نوع لا يعرفه Errand.
    .hint = احفظه وافتحه ببرنامج آخر.
unreadable-slow = لا يمكن عرض { $name } هنا: قراءته تستغرق وقتًا طويلًا.
    .hint = احفظه وافتحه ببرنامج آخر.
office-no-pages = لا يمكن عرض { $name } كصفحات: لم يُنشئ LibreOffice أي صفحات منه.
    .hint = احفظه وافتحه ببرنامج آخر.
unreadable-fails = لا يمكن عرض { $name } هنا: تفشل قراءته.
    .hint = احفظه وافتحه ببرنامج آخر.
unreadable-no-reader = لا يمكن عرض { $name } هنا: تعذّر تشغيل البرنامج الذي يقرؤه.
    .hint = احفظه وافتحه ببرنامج آخر.
files-trouble = { $said }
    .hint = اجلبها من جديد من لوحة الملفات.
attachment-trouble = { $said }
    .hint = أرفقه من جديد.

## Agents

agent-no-name = ليس للوكيل اسم بعد.
    .hint = أعطه اسمًا.
agent-no-site = لم يُذكر أي موقع يُسمح للوكيل بالوصول إليه.
    .hint = اذكر موقعًا، أو أوقف اتصاله بالإنترنت.
agent-choose-model = اختر نموذجًا للوكيل، أو لا شيء.
agent-few-tokens = بهذا العدد القليل من الرموز لا تكتمل أي مهمة.
    .hint = اسمح بـ { $fewest_tokens } على الأقل، أو بقدر ما يلزم.
skill-empty = هناك مهارة بلا اسم أو لا تقول شيئًا بعد.
    .hint = املأها أو أزلها.
skill-twice = هناك مهارتان باسم { $name }.
    .hint = غيّر اسم إحداهما.
agent-text-empty = هناك نص ملصق فارغ.
    .hint = ألصق شيئًا أو أزله.
repository-address = { $address } ليس عنوان مستودع يمكن جلبه.
    .hint = يبدأ بـ https:// وليس فيه اسم أو كلمة مرور.
repository-twice = المستودع { $address } موجود مرتين.
    .hint = أزل واحدًا منهما.
agent-file-twice = هناك ملفان باسم { $path }.
    .hint = غيّر اسم أحدهما أو أزله.
agent-file-too-large = { $name } كبير جدًا: ملفات الوكيل { $megabytes } ميغابايت على الأكثر.
    .hint = أرفقه بمهمة بدلًا من ذلك.
skill-none = { $name } ليس مهارة.
    .hint = المهارة مجلد فيه SKILL.md، أو ملف Markdown، أو ملف .zip من أحدهما.
skill-no-file = لا يوجد SKILL.md في { $name }.
    .hint = اختر مجلد مهارة، أو مجلدًا فيه مثل هذه المجلدات.
agent-no-ordinary-file = { $name } ليس ملفًا عاديًا.
    .hint = اختر ملفًا على قرص.
archive-damaged = لا يمكن فتح { $name }: إنه تالف أو مقفل أو ليس .zip.
    .hint = اضغط المجلد من جديد.
agent-too-much = في { $name } أكثر من اللازم: للوكيل { $most_files } من الملفات على الأكثر بمجموع { $megabytes } ميغابايت.
    .hint = اختر مجلدًا أصغر. يمكن إرفاق الملفات الأكبر بمهمة.
agent-no-unicode = { $name } ليس نصًا بترميز Unicode.
    .hint = احفظه من جديد بترميز UTF-8.
shared-agent-too-large = ملف الوكيل { $megabytes } ميغابايت على الأكثر، وهذا أكبر.
    .hint = اختر ملفًا آخر.
shared-agent-newer = شارك هذا الوكيل Errand أحدث.
    .hint = ثبّت أحدث Errand ثم افتحه من جديد.
shared-agent-incomplete = { $path } ناقص فيه أو تغيّر.
    .hint = اطلب الوكيل مرة أخرى.
shared-agent-none = هذا الملف ليس وكيلًا من Errand، أو هو تالف.
    .hint = ينتهي اسم مثل هذا الملف بـ { $extension }.
agent-say-what = قل ما على الوكيل فعله.

## Schedules

choose-who = اختر من ينفّذ ذلك.
schedule-needs-agent = الجدول لمن ينفّذ مهامّ. اختر وكيلًا بدلًا من نموذج.
schedule-say-what = قل ما المطلوب.
schedules-wait-for-limit = بلغ حد هذا الشهر نهايته، لذلك تنتظر الجداول التي لها تكلفة.
    .hint = ارفع الحد في الإعدادات ضمن الإنفاق. عندها يُستأنف تلقائيًا.
autostart-not-set = لا يمكن ضبط أن يبدأ Errand مع الحاسوب: { $reason }.
    .hint = أضف Errand إلى البرامج التي يشغّلها سطح المكتب، مع الخيار --background.
schedule-did-not-begin = لم يبدأ: { $reason }
    .hint = افتح الجدول وانظر إلى مرات تشغيله.

## Money

month-limit = بلغ حد هذا الشهر نهايته.
    .hint = أرسله مع ذلك، أو ارفع الحد في الإعدادات ضمن الإنفاق.
no-such-month = لا يوجد مثل هذا الشهر.
prices-not-shown = الملف هو { $path }، لكن تعذّر فتح مدير ملفات.
    .hint = افتحه بمحرر نصوص.

## Servers of models

server-address = لا يمكن استخدام هذا العنوان.
    .hint = يكون مثل https://api.example.com/v1، أو http://127.0.0.1:11434/v1 لخادم على هذا الحاسوب.
server-unencrypted = ما يُكتب هناك سيمر عبر الإنترنت بلا تشفير.
    .hint = استخدم عنوانًا يبدأ بـ https://.
server-key-unencrypted = لا يُرسل المفتاح إلا عبر https:// أو إلى خادم على هذا الحاسوب: وإلا أمكن لأي أحد في الشبكة قراءته.
    .hint = اترك المفتاح فارغًا إذا كان الخادم لا يطلبه، أو أعط الخادم عنوانًا بـ https://.
server-not-connected = لم يعد خادم هذا النموذج متصلًا، أو ليس لديه.
    .hint = اختر غيره في خانة الرسالة، أو صِل الخادم في الإعدادات.
sees-no-pictures = لا يرى { $model } الصور، لذلك لا يمكن أن يُعرض عليه { $picture }.
    .hint = اختر ما يرى الصور، أو كلّف به كمهمة.
server-wants-key = لا يجيب { $name } أحدًا بلا مفتاح.
    .hint = ألصق مفتاحًا له.
server-kind = هذا النوع من الخوادم غير معروف.

## Sending

nothing-to-send = لا يوجد ما يُرسل بعد.
kind-not-quick = { $name } من نوع لا تستطيع الإجابة السريعة قراءته.
    .hint = كلّف به كمهمة: هناك يمكن فتحه في البيئة المعزولة.
turn-without-conversation = الطلب الذي يتبع غيره ينتمي إلى محادثته.
turn-before-runs = الطلب السابق ما زال يعمل.
    .hint = انتظر حتى ينتهي، أو أوقفه.
leaving = ما قيل حتى الآن لم يكن لدى { $place } بعد، لذلك لا يُرسل إلى هناك دون سؤال.
    .hint = اختر في خانة الرسالة من يجيب؛ مذكور هناك ما يُرسل معها.
pasted-not-read = لا يمكن قراءة ما أُلصق.
attach-folder = { $name } مجلد، ولا يمكن إرفاق إلا ملفات.
    .hint = اختر الملفات التي فيه.
attach-no-ordinary-file = { $name } ليس ملفًا عاديًا، لذلك لا يمكن إرفاقه.
    .hint = اختر ملفًا على قرص.
attach-too-large = { $name } كبير جدًا: يمكن إرسال { $megabytes } ميغابايت على الأكثر.
    .hint = اختر ملفًا أصغر.

## Files that are fetched and opened

file-not-made = لم يستطع الخادم صنع هذا الملف.
    .hint = اطلبه مرة أخرى.
file-being-made = ما زال الخادم يصنع هذا الملف.
    .hint = اجلبه من جديد بعد قليل.
deleted-still-written = لا يزال ملف مما حُذف قيد الكتابة.
    .hint = يعيد Errand المحاولة تلقائيًا بعد دقيقة.
fetched-too-large = الملف كبير جدًا: يجلب Errand { $megabytes } ميغابايت منه على الأكثر.
no-program-opens = ليس في هذا الحاسوب برنامج يفتح { $name }.
    .hint = احفظه وافتحه ببرنامج من اختيارك.
not-copied = تعذّر نسخ { $name }.
    .hint = احفظه، ثم انسخه في مدير الملفات.
not-dragged = تعذّر سحب { $name }.
    .hint = احفظه بدلًا من ذلك.
only-saved-shown = لا يمكن إظهار إلا الملفات المحفوظة.
no-file-manager = ليس في هذا الحاسوب مدير ملفات يُظهر { $text }.
    .hint = انسخ المسار وافتحه ببرنامج من اختيارك.
file-not-here = { $name } ليس هنا بعد.
    .hint = اجلبه أولًا.
file-bytes-gone = لم يعد { $name } على هذا الحاسوب.
    .hint = اجلبه من جديد.
no-table = { $name } ليس جدول بيانات.
no-such-encoding = لا يوجد مثل هذا الترميز.
title-empty = يحتاج العنوان إلى حرف واحد على الأقل.
link-kind = لا يمكن فتح إلا عناوين الويب والبريد.
no-program-for-address = ليس في هذا الحاسوب برنامج لهذا العنوان.
    .hint = انسخ العنوان بدلًا من ذلك.

## Errand's own programs

engine-keeps-ending = يستمر المحرك على هذا الحاسوب في التوقف، لذلك لم يعد يُشغَّل تلقائيًا.
    .hint = شغّله من الإعدادات. إذا استمر ذلك فاختر نموذجًا أصغر أو أعد تثبيت Errand.
engine-does-not-start = لا يبدأ المحرك على هذا الحاسوب: { $why }.
    .hint = حاول مرة أخرى. إذا استمر ذلك فأعد تثبيت Errand.
sandbox-not-asked = لا يستطيع Errand معرفة ما إذا كان يمكن تشغيل البرامج على هذا الحاسوب.
    .hint = أعد تثبيت Errand.
no-command = لا يوجد أمر { $name }.
request-not-read = لا يمكن قراءة الطلب لـ { $name }.

## Tools, and what is asked of the person

folder-name-signs = في اسم هذا المجلد علامات لا يمكن حفظها.
    .hint = اختر مجلدًا آخر.
too-many-headers = هذه ترويسات كثيرة جدًا.
header-empty = ليس للترويسة «{ $name }» قيمة بعد.
nothing-asked = لا يُسأل هنا عن شيء تمكن الإجابة عنه.
not-for-errand = «{ $title }» ليس مما ينفّذه Errand.
action-unanswered = ليس لـ «{ $title }» إجابة بعد.
pick-folder-again = اختر مجلد الأدوات من جديد.
headers-not-kept = لم تعد ترويسات { $name } محفوظة.
    .hint = أدخلها من جديد في الإعدادات ضمن خوادم الأدوات.
tool-server-unusable = لا يمكن استخدام { $name }: { $reason }.

## More of agents, schedules and sending

agent-name-long = في الاسم { $length } حرفًا؛ والمتسع { $longest }.
    .hint = اجعله أقصر.
agent-letter-long = في الرمز { $length } حرفًا؛ والمتسع { $longest }.
    .hint = اجعله أقصر.
agent-about-long = في سطر الغرض { $length } حرفًا؛ والمتسع { $longest }.
    .hint = اجعله أقصر.
agent-instructions-long = في التعليمات { $length } حرفًا؛ والمتسع { $longest }.
    .hint = اجعلها أقصر.
agent-files-too-large = للوكيل { $count } من الملفات بحجم { $size } ميغابايت؛ والمتسع { $most } بمجموع { $megabytes } ميغابايت.
    .hint = أزل بعضها. يمكن إرفاق الملفات الأكبر بمهمة.
files-too-large = حجم الملفات معًا { $size } ميغابايت؛ ويمكن إرسال { $megabytes } ميغابايت على الأكثر.
    .hint = أرسل ملفات أقل أو أصغر.
server-silent = لا يقول خادمه السبب
engine-program-missing = برنامجه مفقود
engine-ended = انتهى فورًا
engine-not-ready = لا يصبح جاهزًا
engine-no-address = لا يقول أين يمكن الوصول إليه
ahead-not-read = لا يمكن قراءة { $name }: { $cause }.
ahead-no-name = أنشأ الخادم بيئة معزولة ولم يسمّها.

## When a schedule runs

rule-times = { $days } في { $times }
rule-interval = { $interval }، { $days }
every-hour = كل ساعة
every-hours = كل { $count } ساعة
every-minutes = كل { $count } دقيقة
every-day = كل يوم
every-weekday = كل يوم من الاثنين إلى الجمعة
every-of-week = كل { $days }
every-of-month = في { $days } من كل شهر
day-of-month = اليوم { $day }
every-year = كل سنة في { $day } { $month }
weekday-sunday = الأحد
weekday-monday = الاثنين
weekday-tuesday = الثلاثاء
weekday-wednesday = الأربعاء
weekday-thursday = الخميس
weekday-friday = الجمعة
weekday-saturday = السبت
month-january = يناير
month-february = فبراير
month-march = مارس
month-april = أبريل
month-may = مايو
month-june = يونيو
month-july = يوليو
month-august = أغسطس
month-september = سبتمبر
month-october = أكتوبر
month-november = نوفمبر
month-december = ديسمبر

## When a plan is not understood

when-nothing = قل متى، بالإنجليزية أو الألمانية، مثل «every Monday at 7».
when-unknown = غير مفهوم: { $words }.
when-days = في أي أيام؟ مثل «every day» أو «weekdays» أو «every Monday» أو «on the 1st of the month».
when-time = في أي ساعة؟ مثل «at 7:00».
when-mixed-days = يسير الجدول الواحد بأيام الأسبوع أو بأيام الشهر أو بالسنة. أنشئ جدولين.
when-times-and-interval = للجدول الواحد إما أوقات وإما فاصل زمني. أنشئ جدولين.
when-minutes-differ = الأوقات المتعددة في جدول واحد تكون في الدقيقة نفسها، مثل 7:30 و18:30. أنشئ جدولين.
when-last-day = ليس للجدول كلمة لآخر يوم في الشهر. خذ اليوم 28، أو اليوم 1 من التالي.
when-which-weekday = في أي يوم من الأسبوع؟ مثل «every Monday at 7».
when-which-day = في أي يوم من الشهر؟ مثل «on the 1st of the month at 7».
when-counts = لا يستطيع الجدول عدّ الأيام أو الأسابيع أو الأشهر. سمِّ الأيام: «every Monday» أو «on the 1st and 15th of the month».
when-does-not-fit = يجب أن تكون القسمة بلا باقٍ: كل 5 أو 6 أو 10 أو 12 أو 15 أو 20 أو 30 دقيقة، أو كل 1 أو 2 أو 3 أو 4 أو 6 أو 8 أو 12 ساعة.
when-nth-weekday = لا يستطيع الجدول أن يقول «أول اثنين في الشهر»: يسير بيوم الأسبوع أو بيوم الشهر.
when-two-days = للجدول الواحد يوم واحد في السنة. أنشئ جدولين.
when-every-other = ليس للجدول كلمة لكل أسبوعين أو كل يومين. خذ «on the 1st and 15th of the month» أو كل أسبوع.
cron-fields = للجدول خمسة حقول: الدقيقة، الساعة، يوم الشهر، الشهر، يوم الأسبوع، مثل «0 7 * * 1» ليوم الاثنين في السابعة. وفي هذا { $count }.
cron-unreadable = لا يمكن قراءة الجدول «{ $line }». تأخذ حقوله الدقائق 0-59 والساعات 0-23 والأيام 1-31 والأشهر 1-12 أو JAN-DEC وأيام الأسبوع 0-7 أو SUN-SAT، ولكل منها قائمة أو مدى أو خطوة.
cron-never = الجدول «{ $line }» لا يأتي أبدًا: لا يوجد مثل هذا اليوم.
cron-zone = لا توجد منطقة زمنية «{ $zone }». استخدم اسم IANA مثل «Europe/Zurich» أو «UTC».

## The sandbox of this computer

sandbox-missing = البرنامج الذي يغلق البيئة المعزولة، bubblewrap، غير مثبّت.
sandbox-apparmor = هذا النظام (AppArmor) لا يسمح لـ Errand بعد بإغلاق بيئته المعزولة.
sandbox-forbidden = هذا النظام لا يسمح للبرامج بإغلاق بيئة معزولة.

## What Errand does for a model once the person approves

path-outside = «{ $path }» ليس في المجلد المختار.
put-no-name = ليس للملف اسم.
put-bad-name = «{ $path }» ليس اسمًا يمكن أن يكون لملف هنا.
put-program = سيكون «{ $path }» برنامجًا، ولا يُكتب أي برنامج.
picked-not-opened = لا يمكن فتح المجلد المختار: { $reason }.
look-failed = لا يمكن الاطلاع على «{ $path }»: { $reason }.
look-no-file = «{ $path }» ليس ملفًا.
look-no-text = «{ $path }» ليس نصًا.
put-exists = «{ $path }» موجود، ولا يُستبدل شيء. اختر اسمًا آخر.
put-failed = لا يمكن كتابة «{ $path }»: { $reason }.
path-link = «{ $name }» رابط إلى مكان آخر ولا يُتَّبع.
path-unusable = لا يمكن استخدام «{ $name }»: { $reason }.
list-failed = لا يمكن سرد محتوى المجلد: { $reason }.
page-kind = لا يُفتح إلا عنوان ويب يبدأ بـ http:// أو https://.
page-too-long = العنوان طويل جدًا.
page-with-name = لا يُفتح عنوان فيه اسم أو كلمة مرور.
mail-many-people = يُبدأ البريد لـ { $most_people } شخصًا على الأكثر.
mail-address = «{ $wrong }» ليس عنوان بريد.
mail-too-long = البريد أطول من أن يُبدأ.
entry-no-title = ليس للموعد عنوان.
entry-too-long = الموعد طويل جدًا.
entry-when = البداية والنهاية أيام مثل 2026-12-24، أو كلاهما أوقات مثل 2026-12-24T18:00.
entry-ends-early = سينتهي قبل أن يبدأ.
entry-no-such-time = لا يوجد مثل هذا الوقت.
asked-unknown-words = طُلب ذلك بعبارات لا يعرفها Errand.
put-too-large = الملف أكبر من { $megabytes } ميغابايت.
deed-list = سرد ما في «{ $folder }» وإرسال القائمة كإجابة.
deed-look = الاطلاع على «{ $path }» في «{ $folder }» وإرسال ما فيه كإجابة.
deed-put = كتابة الملف الجديد «{ $path }» في «{ $folder }».
deed-page = فتح هذه الصفحة في المتصفح.
deed-calendar = إنشاء ملف تقويم لـ «{ $title }».
deed-mail = بدء هذا البريد في برنامج البريد. ترسله بنفسك.
from-to = { $first } إلى { $last }
deed-tool = استخدام «{ $tool }» من { $server }.
no-folder-picked = لم يُختر مجلد في أدوات هذه المحادثة.
no-program-for-it = ليس في هذا الحاسوب برنامج لذلك.
no-save-folder = ليس في هذا الحاسوب مجلد للملفات المحفوظة.
save-folder-not-made = لا يمكن إنشاء مجلد الملفات المحفوظة.
no-folder-picked-now = لم يُختر مجلد.

## Forms that a model asks to be filled in

field-not-read = لا يمكن قراءته
field-needed = يجب ملؤه
field-yes-no = يأخذ نعم أو لا
field-whole-number = يأخذ عددًا صحيحًا
field-number = يأخذ عددًا
field-day = يأخذ يومًا مثل 2026-03-29
field-time = يأخذ وقتًا مثل 18:30
field-one-of = يأخذ واحدًا من: { $options }
field-json = يأخذ قائمة أو كائنًا بصيغة JSON
field-moment = يأخذ يومًا ووقتًا مثل 2026-03-29T18:30
field-file = يأخذ ملفًا مرفقًا
field-file-size = يأخذ ملفًا لا يتجاوز 5 ميغابايت
answer-approved = تمت الموافقة والتنفيذ
answer-not-done = لم يُنفَّذ. { $why }
answer-declined-because = رُفض. { $reason }

## Why somebody cannot use a tool

bound-here = إنه على هذا الحاسوب ولا يمكن الوصول إليه من الخارج.
bound-headers = تبقى ترويساته في سلسلة المفاتيح التي لا يقرؤها إلا Errand.
offer-worker-no-map = ليس للوكلاء ذوي البيئة المعزولة خريطة.
offer-agent-no-pictures = لا يبحث الوكلاء عن صور.
offer-research-no-map = ليس للبحث خريطة.
offer-research-asks-nothing = لا يسأل البحث عن شيء وهو يعمل، لذلك لا يمكنه استخدام ما يسألك أولًا.
offer-makes-media = يصنع صورًا أو صوتًا أو فيديو ولا يستخدم أدوات.
offer-unknown = لا يُعرف ما يمكنه استخدامه.
offer-local-no-map = ليس للمحرك على هذا الحاسوب خريطة.
offer-local-no-pictures = لا يبحث المحرك على هذا الحاسوب عن صور.
offer-local-code = على هذا الحاسوب لا تشغّل البرامج إلا مهمة، في بيئتها المعزولة.
offer-no-functions = هذا النموذج لا يستدعي أدوات.
program-look = النظر في مجلدك
program-put = وضع ملف في مجلدك
program-page = فتح صفحة
program-calendar = إنشاء موعد في التقويم
program-mail = بدء بريد
answer-declined = رُفض
answer-line = { $title }: { $words }
field-wrong = «{ $name }» { $wants }.
and-more = { $line } (و{ $count } غيرها)

## Notifications

action-open = فتح
action-save-files = حفظ الملفات
action-approve = موافقة
action-decline = رفض
notice-job = مهمة
notice-answer = إجابة
notice-unconfirmed = ليس مؤكدًا أنها وصلت
notice-key-refused = في الانتظار: رُفض المفتاح
notice-no-key = في انتظار مفتاح
notice-job-done = اكتملت المهمة
notice-answer-ready = الإجابة جاهزة
notice-job-failed = فشلت المهمة
notice-no-answer = لم تصل إجابة
notice-needs-you = تحتاج إليك
notice-files =
    { $count ->
        [zero] لا ملفات
        [one] ملف واحد
        [two] ملفان
        [few] { $count } ملفات
        [many] { $count } ملفًا
       *[other] { $count } ملف
    }
notice-line = { $state } · { $more }
notice-done = اكتمل { $count }
notice-failed = فشل { $count }
notice-waiting =
    { $count ->
        [one] واحدة تحتاج إليك
       *[other] { $count } تحتاج إليك
    }
notice-schedule = جدول
notice-schedules =
    { $count ->
        [one] جدول واحد
        [two] جدولان
        [few] { $count } جداول
       *[other] { $count } جدولًا
    }
notice-paused-by-limit = متوقف مؤقتًا · بلغ حد هذا الشهر نهايته. يُستأنف في الشهر القادم، أو عندما ترفع الحد.
notice-schedule-failing = توقف بعد { $failures } من مرات الفشل المتتالية
notice-could-not-begin = تعذّر البدء
notice-in-tray = ما زال Errand هنا
notice-in-tray-body = يواصل العمل في علبة النظام. أنهِه من هناك.
notice-no-window = لا يمكن عرض نافذة Errand
notice-no-window-body = أنهِ Errand وشغّله من جديد؛ عندها يرسم دون بطاقة الرسوميات. لم تتأثر الإجابات والمهام.

## The window

window-page-ended = كان لا بد من تحميل النافذة من جديد.
    .hint = انتهت صفحتها بشكل غير متوقع. لم تتأثر الإجابات والمهام.
window-never-drawn = كان لا بد من تحميل النافذة من جديد.
    .hint = لم يُرسم فيها شيء. لم تتأثر الإجابات والمهام.
window-drawn-safely = تُرسم النافذة دون بطاقة الرسوميات.
    .hint = لم يُرسم فيها شيء عند التشغيل الأخير. قد يكون التمرير فيها الآن أقل سلاسة.

## What a model or an agent is good for

good-for-everyday = أسئلة يومية ورسائل وملخصات وملفات تعرضها عليه
good-for-hard = أسئلة صعبة ومستندات طويلة وخطط يجب أن تصمد
good-for-jobs = مهام كاملة: يكتب برامج ويشغّلها وينشئ ملفات ويتحقق منها
good-for-report = تقرير عن سؤال، من نحو ثمانين بحثًا في الويب
good-for-report-complete = الشيء نفسه بضعف عمليات البحث، لما يجب أن يكون كاملًا
good-for-jobs-first = مهام كاملة، في إصداره الأول
good-for-report-earlier = تقارير من الويب، في إصدار سابق
good-for-hardest = الأحدث: أصعب الأسئلة والأعمال الطويلة ذات الأجزاء الكثيرة
good-for-careful = أسئلة صعبة تحتاج إلى عناية، وبرامج وبراهين
good-for-careful-sibling = أسئلة صعبة تحتاج إلى عناية؛ شقيق Argon
good-for-hard-earlier = أسئلة صعبة، في إصدار سابق
good-for-hard-before = أسئلة صعبة، قبل إصدارين
good-for-newest-pro = أحدث Pro من Google دائمًا؛ وتتغير تكلفته معه
good-for-everyday-earlier = أسئلة يومية، في إصدار سابق
good-for-short = أسئلة قصيرة بسيطة وكثيرة: أقل مال لأعلى سرعة
good-for-short-earlier = أسئلة قصيرة بسيطة، في إصدار سابق
good-for-short-cheapest = أسئلة قصيرة بسيطة؛ الأرخص على الإطلاق
good-for-everyday-before = أسئلة يومية، قبل إصدارين
good-for-newest-flash = أحدث Flash من Google دائمًا؛ وتتغير تكلفته معه
good-for-newest-flash-lite = أحدث Flash-Lite من Google دائمًا؛ وتتغير تكلفته معه
good-for-pictures = صور من كلمات، وتغييرات على صورة تعرضها عليه
good-for-pictures-words = صور فيها كلمات يجب أن تكون صحيحة
good-for-pictures-quick = صور سريعة وبسيطة
good-for-pictures-earlier = صور، في إصدار سابق
good-for-aloud = يقرأ نصًا بصوت مسموع، بالنبرة التي تصفها
good-for-aloud-cheap = يقرأ نصًا بصوت مسموع، بتكلفة أقل
good-for-aloud-earlier = يقرأ نصًا بصوت مسموع، في إصدار سابق
good-for-videos = مقاطع فيديو قصيرة بصوت، من كلمات أو من صورة
good-for-videos-earlier = مقاطع فيديو قصيرة، في إصدار سابق

## Servers of models and of tools

it-says = يقول: «{ $quote }»
model-server-no-address = عنوان { $name } غير صالح. يكون مثل http://127.0.0.1:11434/v1.
model-server-unreachable = لا شيء يجيب عند { $place }. تحقق من أن { $name } يعمل، ومن العنوان والاتصال.
model-server-key-wanted = يطلب { $name } مفتاحًا. أدخل واحدًا.
model-server-key-refused = لا يقبل { $name } هذا المفتاح. تحقق منه، أو أنشئ هناك مفتاحًا جديدًا.
model-server-quota = لم يبق في الحساب لدى { $name } شيء. انظر صفحة الفوترة لديه.
model-server-other-service = شيء ما يجيب عند { $place }، لكن ليس كخادم نماذج. تحقق من العنوان؛ معظمها ينتهي بـ /v1.
model-server-broken = انقطع الاتصال بـ { $name } قبل اكتمال الإجابة. حاول مرة أخرى.
model-server-silent = لم يقل { $name } شيئًا لربع ساعة. حاول مرة أخرى، أو اختر نموذجًا أصغر.
model-server-endless = أرسل { $name } أكثر مما في أي إجابة. تحقق من صحة عنوانه.
model-server-not-taken = لا يمكن إعطاء { $name } ملفًا من النوع { $kind }. استبعده، أو اختر نموذجًا آخر.
model-server-busy = لا يقبل { $name } طلبات أخرى الآن. حاول مرة أخرى بعد { $seconds } ثانية.
model-server-busy-now = لا يقبل { $name } طلبات أخرى الآن. حاول لاحقًا.
model-server-no-model = ليس لدى { $name } هذا النموذج. اختر غيره.
model-server-too-long = المحادثة أطول مما يستطيع هذا النموذج قراءته. ابدأ محادثة جديدة، أو اختر نموذجًا ذا متسع أكبر.
model-server-refused = لم يقبل { $name } الطلب.
model-server-failed = فشل { $name }. حاول لاحقًا.
tools-unreachable = تعذّر الوصول إليه
tools-refused = يطلب مفتاحًا آخر (HTTP { $status })؛ ضعه في ترويساته
tools-status = يجيب بـ HTTP { $status }
tools-late = لم يجب في الوقت المناسب
tools-ended = انتهى الاتصال
tools-other-protocol = لا يتحدث MCP

## Search, stores, programs and folders

compare-kinds = لا يمكن إظهار ما تغيّر إلا للنصوص وجداول البيانات.
    .hint = انظر إلى النسختين واحدة بعد الأخرى.
folder-no-name = يحتاج المجلد إلى اسم.
folder-name-long = يمكن أن يكون في اسم المجلد { $longest } حرفًا. اجعله أقصر.
folder-exists = يوجد مجلد «{ $name }» بالفعل.
file-name-signs = في اسم هذا الملف علامات لا يمكن حفظها.
    .hint = اختر ملفًا آخر، أو غيّر اسمه.
too-many-arguments = هذه معاملات كثيرة جدًا.
schedule-file-too-large = { $name } كبير جدًا على جدول: قد يكون الملف 1 ميغابايت، والكل معًا 2 ميغابايت.
    .hint = أرفق ملفات أصغر.
search-unusable = لا يمكن استخدامه: { $bad }.
search-unreachable = لا يجيب خادم البحث.
    .hint = تحقق من العنوان ومن أن الخادم يعمل.
search-no-json = يجيب خادم البحث لكنه لا يعطي JSON.
    .hint = في ملف settings.yml لديه يجب أن يكون «json» ضمن search.formats. وهو ليس كذلك في كثير من الخوادم العامة.
search-busy = لا يقبل خادم البحث عمليات بحث أخرى الآن.
    .hint = حاول لاحقًا، أو سمِّ خادمًا آخر.
search-status = يجيب خادم البحث بخطأ (HTTP { $status }).
    .hint = تحقق من العنوان ومن أن الخادم يعمل في المتصفح.
search-broken = إجابة خادم البحث مبتورة أو طويلة جدًا.
    .hint = حاول مرة أخرى.
search-other-service = ما يجيب هناك ليس SearXNG.
    .hint = تحقق من العنوان.
bound-program = إنه برنامج على هذا الحاسوب، ولا يشغّله إلا Errand.
offer-worker-no-stores = الوكلاء ذوو البيئة المعزولة لا يبحثون في مخازن الملفات. أرفق الملفات.
offer-local-name-search = للبحث في الويب على هذا الحاسوب سمِّ خادم بحث في الإعدادات.
offer-local-no-stores = مخازن الملفات لدى Google. أرفق الملفات هنا.
program-no-name = سمِّ البرنامج.
program-not-found = لن يُعثر على البرنامج: في البيئة المعزولة برامج النظام والمجلد.
    .hint = اختر المجلد الذي فيه البرنامج، أو سمِّ برنامجًا من النظام مثل node أو python3.
store-no-name = أعطه اسمًا.
store-not-named = أنشأ الخادم مخزنًا ولم يسمّه.
    .hint = حاول مرة أخرى.
store-no-ordinary-file = { $name } ليس ملفًا عاديًا.
    .hint = اختر غيره.
store-empty-file = { $name } فارغ، فليس فيه ما يُبحث عنه.
    .hint = اختر غيره.
store-file-too-large = { $name } كبير جدًا: الملف في المخزن { $megabytes } ميغابايت على الأكثر.
    .hint = قسّمه، أو اختر غيره.
store-file-not-taken = لم تستطع الخدمة قبول { $name }: { $why }
    .hint = اختر ملفًا آخر.
left-out = حُذف أقدم جزء من هذه المحادثة: فهي أطول مما يستطيع النموذج قراءته.
may-be-left-out = قد لا يقرأ النموذج أقدم جزء من هذه المحادثة. يحذف خادمه دون إخبار ما يتجاوز سياق النموذج، ولا يذكر طوله: عادةً { $tokens } رمزًا. في Ollama يُضبط بـ OLLAMA_CONTEXT_LENGTH أو بـ num_ctx في ملف النموذج؛ ثم افحص الخادم من جديد في الإعدادات.
store-lost = لم يعد لدى الخادم هذا المخزن.
    .hint = أزله هنا، وأنشئ غيره.
search-server-gone = لم يعد خادم البحث موجودًا.
store-gone = لم يعد مخزن الملفات هذا موجودًا.

## Export, import and backup

transfer-goes-on = هناك تصدير أو استيراد أو نسخ احتياطي آخر جارٍ.
    .hint = انتظر حتى ينتهي، أو أوقفه.
backup-no-folder = لا يوجد مجلد للنسخ الاحتياطية بعد.
    .hint = اختر واحدًا أولًا.
backup-folder-gone = مجلد النسخ الاحتياطية، { $path }، غير موجود.
    .hint = صِل القرص الذي هو عليه، أو اختر مجلدًا آخر.
backup-folder-full = مجلد النسخ الاحتياطية ممتلئ بها.
archive-newer = { $name } كتبه Errand أحدث.
    .hint = ثبّت أحدث إصدار من Errand ثم استورده من جديد.
archive-unknown = { $name } ليس أرشيفًا من Errand ولا تصديرًا يعرفه Errand.
    .hint = المعروف هو تصدير ChatGPT وClaude وGoogle AI Studio: ملف .zip كما وصل، أو conversations.json.
archive-damaged-since = { $name } تالف أو تغيّر منذ كتابته.
    .hint = لم يُستورد منه شيء. استخدم نسخة أخرى منه.
archive-not-whole = { $name } غير كامل: جزء منه ناقص.
    .hint = لم يُستورد منه شيء. استخدم نسخة أخرى منه.
archive-foreign = { $name } يحتوي على شيء لا يوجد في أي أرشيف من Errand.
    .hint = ثبّت أحدث إصدار من Errand، أو استخدم نسخة أخرى منه. لم يُستورد شيء.
archive-locked = { $name } محمي بكلمة مرور.
    .hint = فك ضغطه، ثم اضغطه من جديد دون كلمة مرور واستورده.
archive-packed = { $name } مضغوط بحيث يملأ القرص.
    .hint = لم يُستورد منه شيء. احذفه إن كنت لا تعرف من صنعه.
archive-other = تعذّر استخدام { $name }: { $other }.
event-gone = لم يعد الحدث موجودًا.
backup-not-made = لم تُنشأ النسخة الاحتياطية. { $why }
imported-not-over = كان هذا لا يزال جاريًا عندما كُتب الأرشيف.
    .hint = ما وصل حتى ذلك الحين موجود هنا. أرسله مرة أخرى للبدء من جديد.

## A conversation as a file

told-chat = محادثة بتاريخ { $begun }، الطلبات: { $turns }.
told-job = مهمة بتاريخ { $begun }، الطلبات: { $turns }.
told-from = مأخوذ من { $from }.
told-written = كتبه Errand في { $at }.
told-question = { $number }. سؤال
told-beginning = بداية أخرى.
told-follows = هذا يتبع الطلب { $number }.
told-with-file = مع الملف { $name } ({ $bytes }).
told-bytes = { $count } بايت
told-steps = الخطوات
told-answer = الإجابة
told-no-words = لا كلمات.
told-sources = المصادر
told-page = صفحة
told-files = الملفات
told-not-kept = غير محفوظ
told-all = المجموع: { $tokens }
told-tokens = { $count } رمز
told-thought = تفكير
told-thought-for = تفكير لمدة { $span }
told-ran = شُغّل برنامج
told-ran-failed = شُغّل برنامج وفشل
told-printed = مخرجاته
told-searched = البحث عن
told-searched-for = البحث عن { $query }.
told-read = قُرئ
told-used = استُخدم { $tool }
told-used-of = استُخدم { $tool } من { $server }
told-about = نحو { $amount }
told-about-between = نحو { $low } إلى { $high }
told-seconds = { $seconds } ث
told-minutes = { $minutes } د { $seconds } ث
told-hours = { $hours } س { $minutes } د

## إصدارات أحدث من Errand

update-not-here = هذه النسخة من Errand لا تحدّث نفسها.
    .hint = ثبّت الإصدار الأحدث بالطريقة نفسها التي ثُبّت بها هذا.
update-unreachable = لا يمكن الوصول إلى { $host }، فلم يُحدَّث شيء.
    .hint = تحقق من الاتصال ومن الوكيل في الإعدادات، ثم حاول مرة أخرى.
update-unreadable = أجاب { $host } بما لا يستطيع Errand استعماله ({ $reason }).
    .hint = حاول لاحقًا. هذا الإصدار يواصل العمل.
update-not-for-here = ليس للإصدار الأحدث حزمة لهذا الحاسوب.
    .hint = ابحث مرة أخرى لاحقًا. هذا الإصدار يواصل العمل.
update-not-signed = لا يحمل الإصدار الأحدث توقيع من صنع هذا الإصدار، فلم يُثبَّت.
    .hint = حاول لاحقًا. إن بقي الأمر كذلك، فأخبر من أعطاك Errand.
update-not-installed = تعذّر تثبيت الإصدار الأحدث ({ $reason }).
    .hint = هذا الإصدار يواصل العمل. حاول مرة أخرى، أو ثبّت الأحدث بالطريقة نفسها التي ثُبّت بها هذا.
update-not-restored = تعذّر تثبيت الإصدار الأحدث، وتعذّرت إعادة هذا الإصدار إلى مكانه: هو الآن في { $path }.
    .hint = انقله إلى حيث كان، أو ثبّت Errand بالطريقة نفسها كما من قبل. يبقى كل ما لديك في Errand.
update-not-there = كان ينبغي تثبيت Errand { $version }، وهذا ما زال الإصدار الذي قبله.
    .hint = حاول مرة أخرى، أو ثبّته بالطريقة نفسها التي ثُبّت بها هذا.
