# पर्चों के शब्द।

page = पृष्ठ { $page } / { $pages }
copy = प्रति { $copy } / { $copies }
original = प्राप्तकर्ता के लिए मूल प्रति
duplicate = दूसरी प्रति DUPLICATE
cancelled = रद्द CANCELLED
sample = जाँच का पन्ना TEST PAGE

tax-invoice = कर बीजक
bill-of-supply = आपूर्ति बिल
invoice-cum-bill = बीजक-सह-आपूर्ति बिल
bill = बिल
credit-note = जमा पत्र
receipt = रसीद
refund = राशि वापसी
day-list = दिन की सूची

number = क्रमांक
date = दिनांक
patient = मरीज़
address = पता
recipient-gstin = प्राप्तकर्ता का GSTIN
doctor = डॉक्टर
prescriber = लिखने वाले डॉक्टर
place-of-supply = आपूर्ति का स्थान
reverse-charge = प्रतिवर्ती प्रभार पर कर
yes = हाँ
no = नहीं
corrects = मूल बिल
reason = कारण
received-from = किससे मिला
given-to = किसे दिया
taken-by = प्राप्तकर्ता
given-by = देने वाले

item = विवरण
hsn = HSN/SAC { $code }
batch = बैच { $batch }
expires = समाप्ति { $month }
mrp = MRP { $price } प्रति { $pack }
schedule = अनुसूची { $schedule }
less = छूट { $amount }
each = { $price } प्रति नग
quantity = मात्रा
price = दर
amount = राशि
taxable = कर योग्य
cgst = CGST
sgst = SGST
igst = IGST
cess = उपकर
lines = { $count ->
    [one] { $count } पंक्ति
   *[other] { $count } पंक्तियाँ
}

gross = मूल्य
discount = छूट
taxable-value = कर योग्य मूल्य
taxable-at = { $rate } पर कर योग्य
cgst-at = CGST { $rate }
sgst-at = SGST { $rate }
igst-at = IGST { $rate }
untaxed = बिना कर का मूल्य
round-off = पूर्णांकन
total = कुल
credit-total = कुल वापसी
in-words = शब्दों में
paid = भुगतान
due = बाकी राशि
all-paid = पूरा भुगतान हुआ
by-cash = नकद
by-upi = UPI
by-card = कार्ड
by-bank = बैंक या चेक
by-advance = अग्रिम राशि से
towards = { $number } के लिए
advance = अग्रिम राशि
cash-given = दिया नकद
change = वापस छुट्टा
scan-to-pay = UPI से { $amount } देने के लिए स्कैन करें
signature = हस्ताक्षर
signatory = अधिकृत हस्ताक्षरकर्ता
e-and-oe = भूल-चूक लेनी-देनी
composition = संयोजन योजना का करदाता, आपूर्ति पर कर वसूलने का पात्र नहीं

drawer-count = दराज़ की गिनती
drawer-of = दराज़
opening = शुरू की नकद
cash-received = नकद मिला
cash-returned = लौटाया
found-before = पहले गिनने पर मिला
float = खुले पैसे डाले
payout = छोटा ख़र्च
drawings = मालिक ने लिए
deposit = बैंक को
should-be = होना चाहिए
counted = गिना गया
coins = सिक्के
short = कम
over = ज़्यादा
no-difference = कोई अंतर नहीं
counted-by = गिनने वाले

before-you = { $count ->
    [0] अगली बारी आपकी है
    [one] आपसे पहले { $count } व्यक्ति
   *[other] आपसे पहले { $count } लोग
}
wait = लगभग { $minutes } मिनट
room = कमरा { $room }

token = टोकन
time = समय
name = नाम
age-sex = उम्र, लिंग
years = { $count } वर्ष
months = { $count ->
    [one] { $count } महीना
   *[other] { $count } महीने
}
days = { $count } दिन
visit = भेंट
state = स्थिति
nobody = कोई बुक या प्रतीक्षा में नहीं है।
people = { $count ->
    [one] { $count } व्यक्ति
   *[other] { $count } लोग
}
printed-at = छपाई { $time }
new = नया
follow-up = दोबारा
vaccine = टीका
report = रिपोर्ट
booked = बुक
arrived = प्रतीक्षा में
out = बाहर गए
in-room = डॉक्टर के पास
away = जाँच के लिए गए
done = हो गया
no-show = नहीं आए
called-off = रद्द
female = महिला
male = पुरुष
other = अन्य
