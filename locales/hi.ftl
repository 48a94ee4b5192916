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
sex-short-female = म
sex-short-male = पु
sex-short-other = अ
fault-reply = नाड़ी अपना ही उत्तर नहीं समझी। उसे बंद करके फिर खोलें।
fault-unreachable = नाड़ी जवाब नहीं दे रही। बंद करके फिर खोलें; सहेजा काम सुरक्षित है।

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
set-pin-text = यह PIN साइन आउट होने तक इस कंप्यूटर पर आपका चालू काम खोलता है।
pin-again = वही PIN दोबारा
pin-set = PIN रख लिया गया।
field-pins-differ = दोनों PIN एक जैसे नहीं हैं। फिर से लिखें।
password-now = अभी का पासवर्ड
password-new = नया पासवर्ड
password-changed = पासवर्ड बदल गया।
note-seen = देख लिया
note-hide = यह सूचना हटाएँ
note-recovery = बचाव पत्र अभी पक्का नहीं हुआ।
note-recovery-text = इसके बिना खोया पासवर्ड ठीक नहीं हो सकता।
note-recovery-confirm = उसके तीन शब्द लिखें
clock-question = क्या आज { $day }, { $time } है?
clock-behind = घड़ी सबसे नई प्रविष्टि से पीछे है।
clock-ahead = घड़ी सबसे नई प्रविष्टि से एक हफ़्ते से ज़्यादा आगे है।
clock-wound-back = नाड़ी चलते समय घड़ी पीछे की गई।
clock-ask-another = ऐसे साथी से कहें जो जवाब दे सकता हो।
clock-right = हाँ, सही है
clock-wrong = नहीं, सही समय लिखें
clock-dialog = आज की तारीख़ और समय क्या है?
clock-dialog-text = फ़ोन या दीवार घड़ी देखें। तब तक बाकी काम चलता रहता है।
clock-date = तारीख़
clock-date-hint = 23/11/2026 या today
clock-time = समय
clock-time-hint = 11:40, 24 घंटे की घड़ी में
clock-save = यही सही समय है
field-time = समय ऐसे लिखें: 11:40
palette-commands = काम
palette-found = मिले
palette-choose = चुनें
palette-open = खोलें
palette-only-commands = केवल काम
palette-new-named = नया मरीज़ “{ $name }”
palette-dark = गहरे रंग
palette-light = हल्के रंग

## first run

first-title = इस कंप्यूटर पर नाड़ी शुरू करें
first-steps = चरण
first-step-clinic = क्लिनिक
first-step-owner = मालिक
first-step-recovery = बचाव पत्र
first-step-ready = तैयार
first-lead = इंटरनेट बंद हो, तब भी चलता रहने वाला क्लिनिक।
first-no-internet = इंटरनेट नहीं? कोई बात नहीं।
first-no-internet-text = मरीज़ों का पंजीकरण, खोज और सुधार इसके बिना चलता है।
first-computers = कई कंप्यूटरों के लिए बना।
first-computers-text = शुरुआत इसी से होती है। दूसरा कंप्यूटर अगले संस्करण में जुड़ेगा।
first-yours = ताले में, और आपका।
first-yours-text = रिकॉर्ड इस कंप्यूटर पर ताले में हैं। चाबी केवल आपके क्लिनिक के पास है।
first-what = आप क्या करना चाहते हैं?
first-start = नया क्लिनिक शुरू करें
first-start-text = यह हमारा पहला कंप्यूटर है। लगभग 4 मिनट, इंटरनेट ज़रूरी नहीं।
first-join = हमारे क्लिनिक से जुड़ें
first-join-text = दूसरे कंप्यूटर के साथ, अगले संस्करण में आएगा।
first-your-clinic = आपका क्लिनिक
first-your-clinic-sub = पर्ची और बिल पर छपता है।
first-clinic-name = क्लिनिक का नाम
first-runs = आप क्या चलाते हैं?
runs-clinic = क्लिनिक
runs-clinic_pharmacy = + फ़ार्मेसी
runs-clinic_pharmacy_lab = + फ़ार्मेसी, लैब
runs-pharmacy = फ़ार्मेसी
legal-name = कानूनी नाम
legal-name-opt = यदि क्लिनिक के नाम से अलग हो
business-kind = क्या काम है
business-clinic = क्लिनिक
business-pharmacy = फ़ार्मेसी
business-laboratory = लैब
tax-status = GST
tax-regular = नियमित
tax-composition = कंपोज़िशन
tax-unregistered = पंजीकृत नहीं
address = पता
pin-code = पिन कोड
clinic-phone = क्लिनिक का फ़ोन
gstin = GSTIN
gstin-ok = { $state }। नंबर सही है।
drug-licences = दवा लाइसेंस (खुदरा)
drug-licences-opt = फ़ॉर्म 20 और फ़ॉर्म 21, बीच में कॉमा
clinic-registration = क्लिनिक पंजीकरण
if-you-have-one = यदि हो
optional = वैकल्पिक
first-another = क्या दवा दुकान किसी और के नाम पर है?
first-another-text = उसका अपना नाम, GSTIN और लाइसेंस होता है, और बिल भी अपने।
first-add-business = दूसरी फ़र्म जोड़ें
first-remove-business = यह फ़र्म हटाएँ
first-other-business = दूसरी फ़र्म
first-other-business-sub = इसी क्लिनिक में, अपने अलग नाम से।
first-only-looking = सिर्फ़ देखना है?
first-only-looking-text = अभ्यास क्लिनिक खोलें: काल्पनिक मरीज़, कुछ सहेजा नहीं जाता।
first-open-practice = खोलें
first-nothing-leaves = जब तक आप खुद न जोड़ें, कुछ भी इस कंप्यूटर से बाहर नहीं जाता।
first-next-owner = आगे: मालिक
first-owner-title = क्लिनिक किसका है?
first-owner = मालिक का खाता
first-owner-sub = मालिक बाकी लोगों को जोड़ता है और तय करता है कि कौन क्या कर सकता है।
owner-name = नाम
owner-name-hint = जैसे साथी बुलाते हैं, जैसे डॉ. मीरा जोशी
sign-in-name = साइन-इन नाम
sign-in-name-hint = छोटे अंग्रेज़ी अक्षर a से z, अंक, बिंदु या डैश
password = पासवर्ड
password-hint = कम से कम 10 अक्षर। कुछ शब्द याद रखना आसान है।
password-again = पासवर्ड दोबारा
password-show = पासवर्ड दिखाएँ
password-long-enough = लंबाई ठीक है।
password-same = दोनों एक जैसे हैं।
field-passwords-differ = दोनों पासवर्ड एक जैसे नहीं हैं। फिर से लिखें।
first-desk = यह कंप्यूटर
first-desk-sub = ऊपर दिखता है, ताकि लोग जानें कि वे कहाँ हैं।
desk-name = इस कंप्यूटर का नाम
desk-name-hint = जैसे फ़्रंट डेस्क PC
first-create = क्लिनिक बनाएँ
first-creating = क्लिनिक बन रहा है
first-recovery-title = बचाव पत्र सँभालकर रखें
recovery-lead = यदि सब पासवर्ड भूल जाएँ, तो अंदर आने का यही एक रास्ता है।
recovery-print-it = अभी छापें।
recovery-print-it-text = एक प्रति क्लिनिक की तिजोरी में, एक मालिक के घर।
recovery-keeper = दूसरा रखवाला चुनें।
recovery-keeper-text = साझेदार या परिवार का कोई। कोई भी एक प्रति क्लिनिक खोल देती है।
recovery-no-reset = हम इसे बदल नहीं सकते।
recovery-no-reset-text = नाड़ी में कोई आपके रिकॉर्ड नहीं पढ़ सकता, न नया पत्र बना सकता है।
recovery-sheet = बचाव पत्र
recovery-made = बना { $date }, { $time } · रखवाला: { $keeper }
recovery-qr = वही शब्द QR कोड में
recovery-when = कब काम आता है:
recovery-when-text = कंप्यूटर टूट गया या चोरी हो गया, या कोई मालिक साइन इन नहीं कर पाता।
recovery-how = कैसे:
recovery-how-text = नाड़ी लगाएँ, Restore चुनें, QR स्कैन करें या 24 शब्द लिखें। बैकअप फ़ाइल या क्लिनिक का दूसरा कंप्यूटर भी चाहिए।
recovery-danger = यह काग़ज़ और बैकअप जिसके पास हो, वह हर रिकॉर्ड पढ़ सकता है।
recovery-danger-text = इसे नकद की तरह रखें। नया पत्र उसे नहीं रोकता जो यह पहले से खोल सकता था।
recovery-signature = रखवाले के हस्ताक्षर
recovery-place = रखने की जगह
recovery-print = पत्र छापें
recovery-no-printer = प्रिंटर नहीं? 24 शब्द नंबर के साथ हाथ से लिख लें। यह पत्र कहीं भेजा नहीं जाता।
recovery-type-words = काग़ज़ से ये तीन शब्द लिखें, ताकि पक्का हो कि वह पढ़ा जा सकता है।
recovery-word = शब्द { $number }
recovery-confirm = शब्द जाँचें
recovery-confirmed = सही है। बचाव पत्र पक्का हुआ।
recovery-later = बाद में, बिना इसके आगे
recovery-later-text = ये शब्द केवल अभी दिखते हैं। पत्र के बिना खोया पासवर्ड ठीक नहीं हो सकता।
recovery-once = ये शब्द केवल अभी दिखते हैं। आगे बढ़ने से पहले काग़ज़ सँभाल लें।
recovery-next = आगे: तैयार
recovery-confirm-title = बचाव पत्र पक्का करें
recovery-confirm-text = 24 शब्दों वाला काग़ज़ लें। पक्का होने तक यह सूचना बनी रहेगी।
first-ready-title = आपका क्लिनिक तैयार है
first-ready-sub = आप मालिक के रूप में साइन इन हैं।
first-ready-login = आपका साइन-इन नाम है: { $login }
first-ready-people = यहाँ काम करने वालों को सेटिंग, लोग और काम में जोड़ें।
first-ready-patients = पहला मरीज़ Ctrl N से दर्ज करें।
first-ready-lock = Ctrl L स्क्रीन लॉक करता है। अधूरा काम बचा रहता है।
first-start-work = काम शुरू करें

## unlock

unlock-title = कौन काम कर रहा है?
unlock-people = इस कंप्यूटर के लोग
unlock-no-internet = इंटरनेट ज़रूरी नहीं।
unlock-no-internet-text = PIN और पासवर्ड इसी कंप्यूटर पर जाँचे जाते हैं।
unlock-idle = { $minutes ->
        [one] 1 मिनट कुछ न दबाने पर लॉक होता है।
       *[other] { $minutes } मिनट कुछ न दबाने पर लॉक होता है।
    }
unlock-idle-text = आपका आधा लिखा काम आपके लिए बचा रहता है।
unlock-not-listed = मैं इस सूची में नहीं हूँ
unlock-practice = अभ्यास क्लिनिक
unlock-letters = पहले अक्षर से चुनें
unlock-arrows = आगे-पीछे
unlock-last-here = पिछली बार { $time }
unlock-way = कैसे खोलें
unlock-pin-hint = PIN केवल इस कंप्यूटर पर आपका चालू काम खोलता है। पाँच ग़लत कोशिशों के बाद पासवर्ड चाहिए।
unlock-password-hint = साइन इन के बाद आप आज के लिए जल्दी बदलने का PIN रख सकते हैं।
unlock-other-hint = साइन-इन नाम और पहला पासवर्ड मालिक देता है।
unlock-wait = { $minutes ->
        [one] कई ग़लत कोशिशें हुईं। 1 मिनट रुककर फिर कोशिश करें।
       *[other] कई ग़लत कोशिशें हुईं। { $minutes } मिनट रुककर फिर कोशिश करें।
    }
pin = PIN
six-digit-pin = 6 अंकों का PIN
sign-in = साइन इन
key-next-person = अगला व्यक्ति
demo-sign-in = डेमो क्लिनिक।
demo-names = साइन-इन नाम:
demo-password = सबका पासवर्ड:
note-unclean = कंप्यूटर नाड़ी बंद किए बिना रुक गया। आख़िरी बार सहेजा: { $time }, { $person } ने।

## damaged

damaged-title = क्लिनिक इस हाल में नहीं खुल सकता
damaged-lead = इस कंप्यूटर की डिस्क पर कुछ बदल गया है।
damaged-safe = अब कुछ और नहीं लिखा जा रहा।
damaged-safe-text = बात बिगड़ने से पहले ही नाड़ी रुक गई।
damaged-help = ज़्यादा कोशिश करने से पहले मदद लें।
damaged-help-text = नीचे लिखा कोड बताएँ। उसमें मरीज़ों की कोई बात नहीं है।
damaged-steps = क्या करें
damaged-step-copy = नाड़ी बंद करें और उसका पूरा फ़ोल्डर USB पर कॉपी करें।
damaged-step-backup = यदि नया बैकअप हो, तो पास रखें।
damaged-step-aside = या ख़राब हिस्सा अलग रखकर बाकी खोलें।
damaged-code = सहायता को बताएँ:
damaged-again = फिर देखें
damaged-set-aside = ख़राब हिस्सा अलग रखें
damaged-set-aside-sure = अलग रखें और बाकी खोलें
damaged-set-aside-text = ख़राब फ़ाइलें हटाई नहीं, अलग रखी जाती हैं। जो केवल उनमें था, वह ठीक होने तक नहीं दिखेगा।

## today

today-morning = सुप्रभात, { $name }।
today-afternoon = नमस्ते, { $name }।
today-evening = शुभ संध्या, { $name }।
today-register = मरीज़ दर्ज करें
today-find = मरीज़ खोजें
today-continue = आगे बढ़ाएँ
today-unfinished = अधूरा काम
today-unfinished-sub = { $count ->
        [one] आपका 1 फ़ॉर्म, इस कंप्यूटर पर रखा है
       *[other] आपके { $count } फ़ॉर्म, इस कंप्यूटर पर रखे हैं
    }
today-draft-register = नया मरीज़
today-draft-patient = मरीज़ की जानकारी में सुधार
today-draft-other = अधूरा फ़ॉर्म
today-draft-at = { $time } पर रखा
today-draft-discard = इसे छोड़ दें
today-recent = मरीज़
today-recent-sub = हाल में देखे या दर्ज किए गए
today-none = अभी कोई मरीज़ नहीं
today-none-text = पहला मरीज़ दर्ज करें। नाम, लिंग और उम्र काफ़ी हैं।
today-last-visit = पिछली बार { $day }

## settings

settings-clinic = क्लिनिक
settings-people = लोग और काम
settings-language = भाषा और रंग
settings-clinic-not = क्लिनिक की जानकारी काग़ज़ बनाने वालों के लिए है। मालिक से कहें।
settings-clinic-hint = पर्ची और बिल पर छपता है। बदलने की सुविधा अगले संस्करण में आएगी।
settings-recovery-confirmed = बचाव पत्र पक्का है
settings-recovery-due = बचाव पत्र पक्का नहीं
settings-language-sub = इस जगह पर
settings-language-hint = नाम और लिखी हुई बातें वैसी ही रहती हैं।
settings-colours-sub = इस कंप्यूटर पर
settings-colours-hint = सिस्टम: जैसा कंप्यूटर और जगह दिखाता है।
people = लोग
people-active = { $count ->
        [one] 1 सक्रिय
       *[other] { $count } सक्रिय
    }
people-add = व्यक्ति जोड़ें
people-not = यहाँ कौन काम करता है, यह आपको नहीं दिखता। मालिक से कहें।
people-only-owner = लोग केवल मालिक जोड़ता है और काम देता है।
people-left = साइन इन बंद
people-registration = पंजीकरण संख्या
people-set-roles = काम बदलें
people-new-password = नया पासवर्ड दें
people-first-password = पहला पासवर्ड
people-first-password-hint = कम से कम 10 अक्षर। साइन इन के बाद वे इसे बदल लें।
people-added = { $name } अब साइन इन कर सकते हैं।
people-roles = काम
people-roles-of = { $name } के काम
people-roles-saved = { $name } के काम सहेजे गए।
people-save-roles = काम सहेजें
people-password-of = { $name } का नया पासवर्ड
people-password-saved = { $name } का पासवर्ड बदल गया।
people-password-text = उन्हें नई चाबियाँ मिलती हैं। पहले के हस्ताक्षर बने रहते हैं।
field-roles = कम से कम एक काम चुनें।
roles-title = कौन क्या कर सकता है
roles-sub = दिखे कुछ भी, लागू यही होता है
roles-may = अनुमति
role-head-owner = मालिक
role-head-doctor = डॉक्टर
role-head-nurse = नर्स
role-head-front_desk = फ़्रंट डेस्क
role-head-pharmacist = फ़ार्मासिस्ट
role-head-laboratory = लैब
role-head-accountant = अकाउंट
capability-patient-find = मरीज़ खोजना: नाम, उम्र, इलाका, पिछली बार
capability-patient-view = मरीज़ का कार्ड खोलना
capability-patient-create = मरीज़ दर्ज करना
capability-patient-edit = जानकारी सुधारना
capability-patient-reveal = छिपा नंबर पूरा देखना; हर बार दर्ज होता है
capability-allergy-edit = एलर्जी लिखना या हटाना
capability-consent-record = मरीज़ की सहमति लिखना
capability-history-view = किसने, कब, क्या बदला, देखना
capability-import-run = सूची लाना और वापस हटाना
capability-user-list = कौन काम करता है, देखना
capability-user-manage = लोग जोड़ना, काम देना
capability-clinic-view = क्लिनिक की जानकारी देखना
capability-clinic-manage = क्लिनिक बदलना, बचाव पत्र पक्का करना
capability-clock-answer = घड़ी सही है या नहीं, बताना
capability-draft-keep = अधूरा काम यहाँ रखना

## Faults: what happened and what to do, at most 90 characters

fault-fields = { $count ->
    [one] एक चीज़ अभी ठीक नहीं है। उस पर निशान है।
   *[other] { $count } चीज़ें अभी ठीक नहीं हैं। उन पर निशान है।
 }
fault-arguments = यहाँ लिखा कुछ भेजा नहीं जा सकता। खाने जाँचें।
fault-unknown-call = इस नाम की कोई कमांड नहीं है। सूची api.describe से मिलती है।
fault-internal = नाडी यह नहीं कर सका। कुछ नहीं बदला। उसे फिर से खोलें।
fault-signed-out = यहाँ किसी ने साइन इन नहीं किया है। पहले साइन इन करें।
fault-locked = स्क्रीन लॉक है। अपना पिन या पासवर्ड दें।
fault-not-permitted = यह आपके काम में नहीं आता। मालिक से कहें।
fault-wrong-password = यह नाम और पासवर्ड साथ नहीं मिलते। दोनों फिर से लिखें।
fault-wrong-pin = यह पिन सही नहीं था। { $left } कोशिशें बाकी, फिर पासवर्ड लगेगा।
fault-pin-used-up = पाँच बार पिन सही नहीं था। पासवर्ड से साइन इन करें।
fault-pin-not-set = आज के लिए पिन नहीं है। पासवर्ड से साइन इन करें।
fault-wait = कई बार गलत पासवर्ड। { $seconds } सेकंड रुकें, फिर कोशिश करें।
fault-no-clinic = यहाँ अभी कोई क्लिनिक नहीं है। पहले एक बनाएँ।
fault-clinic-exists = यहाँ पहले से एक क्लिनिक है। दूसरा फ़ोल्डर चुनें।
fault-profile-open = इस प्रोफ़ाइल पर नाडी खुला है। पहले उसकी खिड़की बंद करें।
fault-no-such-record = यह यहाँ नहीं है। शायद लिखने में गलती हुई।
fault-newer = इसे नए नाडी ने लिखा है। इस कंप्यूटर पर नाडी अपडेट करें।
fault-disk-full = डिस्क भर गई है। लिखा हुआ सुरक्षित है; जगह बनाकर फिर सहेजें।
fault-database = रिकॉर्ड फ़ाइल ने जवाब नहीं दिया। फिर कोशिश करें, फिर नाडी दोबारा खोलें।
fault-file = क्लिनिक की एक फ़ाइल पढ़ी या लिखी नहीं जा सकी। फ़ोल्डर और डिस्क देखें।
fault-request-reused = यह अनुरोध पहले किसी और काम के लिए था। नया बनाएँ।
fault-recovery-confirmed = रिकवरी शीट की पुष्टि पहले हो चुकी है। कुछ करना नहीं है।
fault-allergies-listed = एलर्जी सूची में हैं। पहले हर एक को कारण देकर हटाएँ।
fault-nothing-damaged = कुछ खराब नहीं है, इसलिए कुछ अलग नहीं रखा गया।
fault-clock = पहले बताएँ कि इस कंप्यूटर की तारीख और समय सही हैं या नहीं।
fault-closing = नाडी बंद हो रहा है। उसे फिर से खोलें।
fault-import-bad = { $count } पंक्तियाँ नहीं आ सकतीं, इसलिए कुछ नहीं लाया गया। पूर्वावलोकन देखें।
fault-import-undone = यह सूची पहले ही हटाई जा चुकी है।
fault-demo-only = यह केवल डेमो क्लिनिक में चलता है।
fault-damage-first-page = रिकॉर्ड फ़ाइल की शुरुआत खराब है। फ़ोल्डर की नकल रखें, फिर बैकअप लौटाएँ।
fault-damage-page = रिकॉर्ड फ़ाइल का एक हिस्सा पढ़ा नहीं जाता। चलाएँ: nadi verify --rebuild
fault-damage-wal-header = सबसे नई प्रविष्टियाँ पढ़ी नहीं जातीं। बाकी खोलने के लिए वह फ़ाइल अलग रखें।
fault-damage-wal-frame = नई प्रविष्टियों का हिस्सा खराब है। बाकी खोलने के लिए वह फ़ाइल अलग रखें।
fault-damage-wal-missing = सबसे नई प्रविष्टियों की फ़ाइल नहीं है। उसे वापस रखें, या बाकी खोलें।
fault-damage-keyring = कीरिंग और उसकी पुरानी प्रति दोनों खराब हैं। बैकअप से लौटाएँ।
fault-damage-keyring-missing = कीरिंग नहीं है। फ़ाइल "keyring" बैकअप से वापस रखें।
fault-damage-database-missing = रिकॉर्ड फ़ाइल नहीं है, कीरिंग है। फ़ाइल "clinic.db" वापस रखें।
fault-damage-behind = सहेजी गई प्रविष्टियाँ गायब हैं। नई फ़ाइलें वापस रखें, या बाकी खोलें।
fault-damage-chain = लॉग आपस में मेल नहीं खाता। फ़ोल्डर की नकल रखें, फिर बैकअप लौटाएँ।
fault-damage-table = एक तालिका लॉग से अलग है। चलाएँ: nadi verify --rebuild
repaired-salt = रिकॉर्ड फ़ाइल के पहले बाइट खराब थे, वे ठीक कर दिए गए हैं।
repaired-keyring = कीरिंग खराब या पुरानी थी, उसे फिर से लिखा गया है।
repaired-witness = कुछ न खोने का सबूत रखने वाली फ़ाइल नहीं थी, उसे फिर से लिखा गया है।

## More rejected fields

field-unknown = यह इस फ़ॉर्म का हिस्सा नहीं है। इसे छोड़ दें।
field-too-many = यहाँ अधिकतम { $max } आते हैं। कुछ हटाएँ।
field-id = यह नाडी का दिया नंबर नहीं है। फिर से नकल करें।
field-stamp = यह फ़ॉर्म यहाँ का नहीं है। इसे फिर से खोलें।
field-name = नाम में अक्षर होते हैं। < > = और ; जैसे चिह्न हटाएँ।
field-login = साइन-इन नाम में a से z, 0 से 9, बिंदु और डैश में से 2 या ज़्यादा हों।
field-login-taken = इस नाम से कोई साइन इन करता है। दूसरा चुनें।
field-password-short = पासवर्ड में कम से कम { $min } अक्षर हों। तीन शब्द अच्छे हैं।
field-password-login = यह साइन-इन नाम के बहुत पास है। दूसरा पासवर्ड चुनें।
field-wrong-password = यह आपका मौजूदा पासवर्ड नहीं है। फिर से लिखें।
field-pin-six = पिन में 6 अंक होते हैं।
field-pin-easy = यह पिन आसानी से पता चल सकता है। दूसरा चुनें।
field-gstin-needed = पंजीकृत व्यवसाय का GSTIN होता है। लिखें, या अपंजीकृत चुनें।
field-licence-needed = फ़ार्मेसी के दवा लाइसेंस होते हैं। फ़ॉर्म 20 और 21 के नंबर लिखें।
field-recovery-words = ये वे शब्द नहीं हैं जो माँगे गए। शीट फिर से देखें।
field-allergy-both = एलर्जी सूची में हैं, इसलिए "कोई ज्ञात नहीं" साथ में नहीं हो सकता।
field-last-owner = क्लिनिक में हमेशा एक मालिक रहता है। पहले किसी और को मालिक बनाएँ।
field-time = तारीख और समय ऐसे लिखें: 2026-11-23T11:40
