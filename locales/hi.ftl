# Nadi के शब्द हिन्दी में। हर वाक्य एक संदेश है, टुकड़ों से जोड़ा हुआ नहीं।

## Rejected fields: at most 90 characters, said beside the field

field-missing = यह अभी खाली है। इसे भरें।
field-too-long = इसमें ज़्यादा से ज़्यादा { $max } अक्षर आ सकते हैं। इसे छोटा करें।
field-too-short = इसमें कम से कम { $min } अक्षर चाहिए। इसे बड़ा करें।
field-wrong-type = यहाँ कुछ और लिखा जाता है। इसे मिटाकर फिर से लिखें।
field-control-characters = इसमें कोई छिपा हुआ अक्षर है। इसे मिटाकर फिर से लिखें।
field-choice = यह सूची में नहीं है। सूची में से एक चुनें।
field-number-range = { $min } से { $max } के बीच की संख्या लिखें।
field-phone = फ़ोन नंबर में 10 अंक होते हैं।
field-phone-abroad = विदेश के नंबर में + और देश का कोड होता है, कुल 7 से 15 अंक।
field-age = उम्र ऐसे लिखें: 45, 8m या 10d। जन्म की तारीख़ ऐसे: 12/3/84।
field-age-range = उम्र 0 से 120 साल तक होती है। लिखा हुआ जाँच लें।
field-birth-future = जन्म की यह तारीख़ आज के बाद की है। दिन और साल जाँच लें।
field-day = तारीख़ ऐसे लिखें: 12/3/84, today या +5d।
field-day-none = कैलेंडर में यह दिन नहीं है। दिन और महीना जाँच लें।
field-gstin-shape = GSTIN में 15 अक्षर और अंक होते हैं, पहले 2 अंक राज्य के।
field-gstin-state = GSTIN के पहले 2 अंक राज्य के होते हैं। ये किसी राज्य के नहीं हैं।
field-gstin-check = यह GSTIN मेल नहीं खाता। इसे प्रमाणपत्र से मिला लें।
field-pin = पिन कोड में 6 अंक होते हैं और पहला अंक 0 नहीं होता।
field-licence-20-21 = यहाँ सिर्फ़ फ़ॉर्म 20 का नंबर है। अल्पविराम के बाद फ़ॉर्म 21 का नंबर लिखें।
field-licence-shape = फ़ॉर्म 20 और फ़ॉर्म 21 के नंबर लिखें, बीच में अल्पविराम रखें।
field-licence-same = दोनों नंबर एक ही हैं। फ़ॉर्म 20 और फ़ॉर्म 21 के नंबर अलग होते हैं।
field-abha-number = ABHA नंबर में 14 अंक होते हैं।
field-abha-address = ABHA पता ऐसा होता है: name@abdm
field-aadhaar-four = आधार नंबर के सिर्फ़ आख़िरी 4 अंक लिखें।

## Ages and sex, short, as beside a name

age-days = { $count } दिन
age-months = { $count } माह
age-years = { $count } वर्ष

## kit

close = बंद करें
undo = वापस लें
try-again = फिर कोशिश करें
still-working = काम जारी है
failed-title = यह नहीं हो सका
not-permitted-title = यह आपके काम में शामिल नहीं
not-permitted-text = काम के लिए ज़रूरी हो तो मालिक से कहें।
save = सहेजें
cancel = छोड़ दें
back = पीछे
yes = हाँ
no = नहीं
key-close = बंद करें
date-long = { $weekday }, { $day } { $month } { $year }
weekday-1 = सोमवार
weekday-2 = मंगलवार
weekday-3 = बुधवार
weekday-4 = गुरुवार
weekday-5 = शुक्रवार
weekday-6 = शनिवार
weekday-7 = रविवार
weekday-short-1 = सोम
weekday-short-2 = मंगल
weekday-short-3 = बुध
weekday-short-4 = गुरु
weekday-short-5 = शुक्र
weekday-short-6 = शनि
weekday-short-7 = रवि
month-1 = जनवरी
month-2 = फ़रवरी
month-3 = मार्च
month-4 = अप्रैल
month-5 = मई
month-6 = जून
month-7 = जुलाई
month-8 = अगस्त
month-9 = सितंबर
month-10 = अक्टूबर
month-11 = नवंबर
month-12 = दिसंबर
role-owner = मालिक
role-doctor = डॉक्टर
role-nurse = नर्स
role-front_desk = फ़्रंट डेस्क
role-pharmacist = फ़ार्मासिस्ट
role-laboratory = लैब टेक्नीशियन
role-accountant = अकाउंटेंट

## shell

nadi = नाड़ी
places = जगहें
place-today = आज
place-patients = मरीज़
place-settings = सेटिंग
skip-to-content = सीधे मुख्य भाग पर
omni = मरीज़ या काम खोजें
saved-here = सब इस कंप्यूटर पर सहेजा है
saved-here-title = कहीं कुछ नहीं भेजा गया। कंप्यूटर और क्लाउड जोड़ना बाद में आएगा।
lock-this-screen = स्क्रीन लॉक करें
key-find = खोजें या करें
key-lock = लॉक करें
key-new-patient = नया मरीज़
key-next-region = स्क्रीन का अगला भाग
key-previous-region = स्क्रीन का पिछला भाग
keys-of-this-screen = इस स्क्रीन की कुंजियाँ
all-keys = सब कुंजियाँ
all-keys-title = इस स्क्रीन की सब कुंजियाँ
all-keys-hint = अकेले अक्षर तभी चलते हैं जब आप किसी खाने में नहीं लिख रहे हों।
person-menu = आप क्या कर सकते हैं
switch-person = लॉक करें या व्यक्ति बदलें
set-pin = आज के लिए PIN रखें
change-pin = PIN बदलें
change-password = पासवर्ड बदलें
sign-out = साइन आउट
language = भाषा
colours = रंग
theme-system = सिस्टम
theme-light = हल्का
theme-dark = गहरा
practice-strip = अभ्यास क्लिनिक: सब लोग काल्पनिक हैं। बंद करने पर कुछ नहीं बचता।
demo-strip = डेमो क्लिनिक: यहाँ सब लोग काल्पनिक हैं। असली मरीज़ दर्ज न करें।
