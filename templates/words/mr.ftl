# कागदांवरील शब्द.

page = पान { $page } / { $pages }
copy = प्रत { $copy } / { $copies }
original = प्राप्तकर्त्यासाठी मूळ प्रत
duplicate = दुसरी प्रत DUPLICATE
cancelled = रद्द CANCELLED
sample = चाचणी पान TEST PAGE

tax-invoice = कर बीजक
bill-of-supply = पुरवठा बिल
invoice-cum-bill = बीजक-नि-पुरवठा बिल
bill = बिल
credit-note = जमा पत्र
receipt = पावती
refund = रक्कम परत
day-list = दिवसाची यादी

number = क्रमांक
date = दिनांक
patient = रुग्ण
address = पत्ता
recipient-gstin = प्राप्तकर्त्याचा GSTIN
doctor = डॉक्टर
prescriber = लिहून देणारे डॉक्टर
place-of-supply = पुरवठ्याचे ठिकाण
reverse-charge = उलट आकारणीने कर
yes = होय
no = नाही
corrects = मूळ बिल
reason = कारण
received-from = कोणाकडून
given-to = कोणाला दिले
taken-by = घेणारे
given-by = देणारे

item = तपशील
hsn = HSN/SAC { $code }
batch = बॅच { $batch }
expires = मुदत { $month }
mrp = MRP { $price } प्रति { $pack }
schedule = अनुसूची { $schedule }
less = सूट { $amount }
each = { $price } प्रति नग
quantity = संख्या
price = दर
amount = रक्कम
taxable = करपात्र
cgst = CGST
sgst = SGST
igst = IGST
cess = उपकर
lines = { $count ->
    [one] { $count } ओळ
   *[other] { $count } ओळी
}

gross = मूल्य
discount = सूट
taxable-value = करपात्र मूल्य
taxable-at = { $rate } ने करपात्र
cgst-at = CGST { $rate }
sgst-at = SGST { $rate }
igst-at = IGST { $rate }
untaxed = करमुक्त मूल्य
round-off = पूर्णांकन
total = एकूण
credit-total = एकूण परत
in-words = अक्षरी
paid = भरलेली रक्कम
due = बाकी रक्कम
all-paid = पूर्ण रक्कम भरली
by-cash = रोख
by-upi = UPI
by-card = कार्ड
by-bank = बँक किंवा धनादेश
by-advance = आगाऊ रकमेतून
towards = { $number } साठी
advance = आगाऊ रक्कम
cash-given = दिलेली रोख
change = परत दिलेले
scan-to-pay = UPI ने { $amount } देण्यासाठी स्कॅन करा
signature = सही
signatory = अधिकृत स्वाक्षरीकर्ता
e-and-oe = चूकभूल देणे घेणे
composition = संयोजन योजनेतील करदाता, पुरवठ्यावर कर घेण्यास पात्र नाही

drawer-count = ड्रॉवरची मोजणी
drawer-of = ड्रॉवर
opening = सुरुवातीची रोख
cash-received = मिळालेली रोख
cash-returned = परत दिले
found-before = आधी मोजताना आढळले
float = सुटे पैसे ठेवले
payout = किरकोळ खर्च
drawings = मालकांनी घेतले
deposit = बँकेत
should-be = असायला हवे
counted = मोजले
coins = नाणी
short = कमी
over = जास्त
no-difference = फरक नाही
counted-by = मोजणारे

before-you = { $count ->
    [0] पुढचा क्रमांक तुमचा आहे
   *[other] तुमच्या आधी { $count } जण
}
wait = सुमारे { $minutes ->
    [one] { $minutes } मिनिट
   *[other] { $minutes } मिनिटे
}
room = खोली { $room }

token = टोकन
time = वेळ
name = नाव
age-sex = वय, लिंग
years = { $count ->
    [one] { $count } वर्ष
   *[other] { $count } वर्षे
}
months = { $count ->
    [one] { $count } महिना
   *[other] { $count } महिने
}
days = { $count } दिवस
visit = भेट
state = स्थिती
nobody = कोणीही नोंदलेले किंवा थांबलेले नाही.
people = { $count } जण
printed-at = छपाई { $time }
new = नवीन
follow-up = पुन्हा
vaccine = लस
report = अहवाल
booked = नोंदलेले
arrived = थांबले आहेत
out = बाहेर गेले
in-room = डॉक्टरांकडे
away = तपासणीला गेले
done = झाले
no-show = आले नाहीत
called-off = रद्द
female = स्त्री
male = पुरुष
other = इतर
