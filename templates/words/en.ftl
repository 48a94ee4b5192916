# The words of papers. Slots are filled by the program; `{page}` and `{pages}` by the page itself.

page = Page { $page } of { $pages }
copy = Copy { $copy } of { $copies }
original = Original for the recipient
duplicate = DUPLICATE
cancelled = CANCELLED
sample = TEST PAGE

tax-invoice = Tax invoice
bill-of-supply = Bill of supply
invoice-cum-bill = Invoice-cum-bill of supply
bill = Bill
credit-note = Credit note
receipt = Receipt
refund = Money given back
day-list = Day list

number = Number
date = Date
patient = Patient
address = Address
recipient-gstin = Recipient’s GSTIN
doctor = Doctor
prescriber = Prescriber
place-of-supply = Place of supply
reverse-charge = Tax on reverse charge
yes = Yes
no = No
corrects = Against
reason = Reason
received-from = Received from
given-to = Given to
taken-by = Received by
given-by = Given by

item = Item
hsn = HSN/SAC { $code }
batch = batch { $batch }
expires = exp { $month }
mrp = MRP { $price } per { $pack }
schedule = Schedule { $schedule }
less = less { $amount }
each = { $price } each
quantity = Quantity
price = Price
amount = Amount
taxable = Taxable
cgst = CGST
sgst = SGST
igst = IGST
cess = Cess
lines = { $count ->
    [one] 1 line
   *[other] { $count } lines
}

gross = Value
discount = Discount
taxable-value = Taxable value
taxable-at = Taxable at { $rate }
cgst-at = CGST { $rate }
sgst-at = SGST { $rate }
igst-at = IGST { $rate }
untaxed = Value without tax
round-off = Round off
total = Total
credit-total = Total given back
in-words = In words
paid = Paid
due = Still due
all-paid = Paid in full
by-cash = Cash
by-upi = UPI
by-card = Card
by-bank = Bank transfer or cheque
by-advance = From the advance
towards = for { $number }
advance = Advance
cash-given = Cash given
change = Change
scan-to-pay = Scan to pay { $amount } by UPI
signature = Signature
signatory = Authorised signatory
e-and-oe = E. & O. E.
composition = Composition taxable person, not eligible to collect tax on supplies

drawer-count = Drawer count
drawer-of = Drawer of
opening = Opening cash
cash-received = Cash received
cash-returned = Given back
found-before = Found when counted before
float = Change put in
payout = Small expense
drawings = Owner took it
deposit = To the bank
should-be = Should be
counted = Counted
coins = Coins
short = Short
over = Over
no-difference = No difference
counted-by = Counted by

before-you = { $count ->
    [0] You are next
    [one] 1 person before you
   *[other] { $count } people before you
}
wait = about { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}
room = room { $room }

token = Token
time = Time
name = Name
age-sex = Age, sex
years = { $count ->
    [one] 1 year
   *[other] { $count } years
}
months = { $count ->
    [one] 1 month
   *[other] { $count } months
}
days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
visit = Visit
state = State
nobody = Nobody is booked or waiting.
people = { $count ->
    [one] 1 person
   *[other] { $count } people
}
printed-at = Printed { $time }
new = New
follow-up = Follow-up
vaccine = Vaccine
report = Report
booked = Booked
arrived = Waiting
out = Stepped out
in-room = With the doctor
away = Sent for a test
done = Done
no-show = Did not come
called-off = Called off
female = F
male = M
other = O
