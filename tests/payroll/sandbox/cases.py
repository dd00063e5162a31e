"""Changes to an acceptable message that break one rule of the department, and changes that break none."""

from payroll.gateways.sandbox.faults import CONTENT, VALUE
from tests.payroll.sandbox.samples import NI, employee

Changes = dict[str, str]
YEAR = "<RelatedTaxYear>26-27</RelatedTaxYear>"
NINO, LINES = "<NINO>RN000008A</NINO>", "<Line>1 The Lane</Line><Line>Shipley</Line>"
POSTCODE = "<UKPostcode>BD17 9ZZ</UKPostcode>"
BORN, GENDER, LETTER = "<BirthDate>1980-10-28</BirthDate>", "<Gender>F</Gender>", "<NIletter>A</NIletter>"
WORKPLACE = "<EmployeeWorkplacePostcode>BD1 1AA</EmployeeWorkplacePostcode>"
PAY_ID, REFERENCE = "<PayId>PA-1</PayId>", "<AORef>123PA00045678</AORef>"
PERIOD = "<PmtDate>2026-11-27</PmtDate><MonthNo>8</MonthNo>"
NET, TAX = (
    "<PayAfterStatDedns>1085.44</PayAfterStatDedns>",
    "<TaxDeductedOrRefunded>10.40</TaxDeductedOrRefunded>",
)
KEYS = '<Key Type="TaxOfficeNumber">123</Key><Key Type="TaxOfficeReference">AB456</Key>'
PARTNER = "<PartnerDetails><Name>{fore}<Sur>Other</Sur></Name></PartnerDetails>"
PENSION = "<OccPension><Amount>{amount}</Amount></OccPension>"
CAR = """<Benefits><Car><Make>Small</Make><FirstRegd>{first}</FirstRegd><CO2>99</CO2><Fuel>A</Fuel>
<Amendment>no</Amendment><Price>9000.00</Price><AvailFrom>2026-06-06</AvailFrom><CashEquiv>100.00</CashEquiv>
<AvailTo>{to}</AvailTo><FreeFuel><Provided>2026-06-06</Provided><CashEquiv>1.00</CashEquiv>
<Withdrawn>{withdrawn}</Withdrawn></FreeFuel></Car></Benefits>"""
AMOUNTS = (
    "GrossEarningsForNICsInPd GrossEarningsForNICsYTD AtLELYTD LELtoPTYTD PTtoUELYTD TotalEmpNICInPd"
    " TotalEmpNICYTD EmpeeContribnsInPd EmpeeContribnsYTD"
)


def starts(written: str, *, before: str = "") -> Changes:
    return {PAY_ID: f"{before}<Starter>{written}</Starter>{PAY_ID}"}


def joins(day: str) -> Changes:
    return starts(f"<StartDate>{day}</StartDate><StartDec>A</StartDec>")


def drives(*, first: str = "2020-01-01", to: str = "2026-07-01", withdrawn: str = "2026-07-01") -> Changes:
    return {NET: NET + CAR.format(first=first, to=to, withdrawn=withdrawn)}


def insured(letter: str, **amounts: str) -> Changes:
    """Replace National Insurance by a block of noughts other than the amounts given."""
    values = "".join(f"<{name}>{amounts.get(name, '0.00')}</{name}>" for name in AMOUNTS.split())
    return {NI: f"<NIlettersAndValues><NIletter>{letter}</NIletter>{values}</NIlettersAndValues>"}


def older_woman(letter: str, *, gender: str = "F", born: str = "1961-04-05") -> Changes:
    return {
        LETTER: f"<NIletter>{letter}</NIletter>",
        BORN: f"<BirthDate>{born}</BirthDate>",
        GENDER: f"<Gender>{gender}</Gender>",
    }


def after(text: str, more: str) -> Changes:
    return {text: text + more}


BROKEN: list[tuple[int, Changes]] = [
    (5005, {f"<GovTalkDetails><Keys>{KEYS}": f"<GovTalkDetails><Keys>{KEYS.replace('AB456', 'AB457')}"}),
    (7821, {"<OfficeNo>123<": "<OfficeNo>124<"}),
    (7822, {"<PayeRef>AB456<": "<PayeRef>AB457<"}),
    (7882, after(REFERENCE, "<COTAXRef>1111111113</COTAXRef>")),
    (7882, after(REFERENCE, "<SAUTR>1111111113</SAUTR>")),
    (7952, after(REFERENCE, "<SAUTR>1111111111</SAUTR><COTAXRef>1111111111</COTAXRef>")),
    (7889, {YEAR: "<RelatedTaxYear>25-26</RelatedTaxYear>", "<PeriodEnd>2027": "<PeriodEnd>2026"}),
    (7844, {"<PeriodEnd>2027-04-05<": "<PeriodEnd>2027-04-06<"}),
    (7837, {"<Class>HMRC-PAYE-RTI-FPS<": "<Class>HMRC-PAYE-RTI-EPS<"}),
    (7877, {employee(): ""}),
    (7875, {employee(): "<FinalSubmission><BecauseSchemeCeased>yes</BecauseSchemeCeased></FinalSubmission>"}),
    (
        7876,
        {employee(): "<FinalSubmission><DateSchemeCeased>2026-11-22</DateSchemeCeased></FinalSubmission>"},
    ),
    (
        VALUE,
        {employee(): "<FinalSubmission><DateSchemeCeased>2026-04-05</DateSchemeCeased></FinalSubmission>"},
    ),
    (7933, {employee(): "<FinalSubmission/>"}),
    (9007, {employee(): "<CompressedPart>QUJDRA==</CompressedPart>"}),
    (7825, {LINES + POSTCODE: "<Line>1 Rue</Line><ForeignCountry>France</ForeignCountry>"}),
    (5001, {BORN: "<BirthDate>2026-11-22</BirthDate>"}),
    (7826, {BORN: "<BirthDate>1896-11-21</BirthDate>"}),
    (7823, {NINO: "", LINES: "<Line>1 The Lane</Line>"}),
    (7824, {"<Fore>Ada</Fore>": ""}),
    (7907, {BORN: ""}),
    (7932, {LINES + POSTCODE: ""}),
    (7845, after(GENDER, PARTNER.format(fore="<Fore>Jo</Fore>"))),
    (7846, {**after(GENDER, PARTNER.format(fore="")), **after(TAX, "<ShPPYTD>1.00</ShPPYTD>")}),
    (7883, {PAY_ID: f"<TaxWkOfApptOfDirector>5</TaxWkOfApptOfDirector>{PAY_ID}"}),
    (7828, joins("2026-12-22")),
    (7829, {**joins("2026-11-02"), LINES: "<Line>1 The Lane</Line>"}),
    (7884, starts("<Seconded><EEACitizen>yes</EEACitizen><EPM6>yes</EPM6></Seconded>")),
    (7931, starts("<Seconded/>")),
    (
        7879,
        starts(f"<StartDec>A</StartDec>{PENSION.format(amount='9.00')}", before="<OccPenInd>yes</OccPenInd>"),
    ),
    (7880, starts("<StartDec>A</StartDec><Seconded><InOutUK>yes</InOutUK></Seconded>")),
    (7916, starts(f"<StartDec>A</StartDec>{PENSION.format(amount='9.00')}")),
    (7934, starts("")),
    (7831, after(PAY_ID, "<LeavingDate>2026-12-22</LeavingDate>")),
    (VALUE, {PERIOD: "<PmtDate>2027-04-06</PmtDate><MonthNo>1</MonthNo>", "<PayFreq>M1<": "<PayFreq>IR<"}),
    (7847, {"<HoursWorked>": "<PmtAfterLeaving>yes</PmtAfterLeaving><HoursWorked>"}),
    (7939, drives(first="2026-11-22")),
    (7937, drives(to="2026-06-05")),
    (7938, drives(withdrawn="2026-06-05")),
    (7885, after(TAX, '<TrivialCommutationPayment type="A">1.00</TrivialCommutationPayment>' * 2)),
    (7936, after(TAX, "<FlexibleDrawdown><StandAloneLumpSum>yes</StandAloneLumpSum></FlexibleDrawdown>")),
    (7849, older_woman("B", gender="M")),
    (7955, older_woman("B", born="1961-04-06")),
    (7850, {NI: NI * 2}),
    (7954, {LETTER: "<NIletter>F</NIletter>"}),
    (7852, insured("X", AtLELYTD="1.00")),
    (7853, insured("X", LELtoPTYTD="1.00")),
    (7854, insured("X", PTtoUELYTD="1.00")),
    (7864, insured("X", TotalEmpNICYTD="1.00")),
    (7866, insured("X", EmpeeContribnsYTD="1.00")),
    (7866, insured("C", EmpeeContribnsYTD="0.01")),
    (9001, after(employee(), employee(nino="RN000009B"))),
    (9002, after(employee(), employee(pay_id="PA-2"))),
    (9003, {"<TaxablePay>1100.00<": "<TaxablePay>8800.01<"}),
    (9003, {TAX: f'<StudentLoanRecovered PlanType="05">9.00</StudentLoanRecovered>{TAX}'}),
    (9004, {"<EmpeeContribnsYTD>33.28<": "<EmpeeContribnsYTD>4.15<"}),
    (9004, {"<GrossEarningsForNICsYTD>8800.00<": "<GrossEarningsForNICsYTD>1099.99<"}),
    (9005, {"<MonthNo>8<": "<MonthNo>9<"}),
    (9005, {"<PayFreq>M1<": "<PayFreq>W2<", "<MonthNo>8</MonthNo>": "<WeekNo>33</WeekNo>"}),
    (9006, {">1257L<": ">D2<"}),
    (9006, {"<TaxCode>1257L<": '<TaxCode TaxRegime="S">NT<'}),
]

ACCEPTED: list[Changes] = [
    joins("2026-12-21"),
    {NINO: ""},
    {LINES: ""},
    {BORN: "", PAY_ID: f"{PAY_ID}<PaymentToANonIndividual>yes</PaymentToANonIndividual>"},
    {BORN: "<BirthDate>1896-11-22</BirthDate>"},
    after(PAY_ID, "<LeavingDate>2026-12-21</LeavingDate>"),
    older_woman("B"),
    {LETTER: "<NIletter>F</NIletter>", PAY_ID: WORKPLACE + PAY_ID},
    insured("X"),
    insured("C", TotalEmpNICInPd="5.00", TotalEmpNICYTD="5.00"),
    drives(),
    after(REFERENCE, "<COTAXRef>1111111111</COTAXRef>"),
    {TAX: "<TaxDeductedOrRefunded>-40.00</TaxDeductedOrRefunded>", "<TotalTax>83.20<": "<TotalTax>-12.00<"},
    {TAX: "<TaxDeductedOrRefunded>90.00</TaxDeductedOrRefunded>"},
    {">1257L<": ">0T<"},
    {"<TaxCode>1257L<": '<TaxCode BasisNonCumulative="yes" TaxRegime="S">D3<'},
    {"<PayFreq>M1<": "<PayFreq>W1<", "<MonthNo>8</MonthNo>": "<WeekNo>34</WeekNo>"},
    {"<PayFreq>M1<": "<PayFreq>W2<", "<MonthNo>8</MonthNo>": "<WeekNo>34</WeekNo>"},
    {"<PayFreq>M1<": "<PayFreq>W4<", "<MonthNo>8</MonthNo>": "<WeekNo>36</WeekNo>"},
    {"<PayFreq>M1<": "<PayFreq>W1<", PERIOD: "<PmtDate>2027-04-05</PmtDate><WeekNo>53</WeekNo>"},
    {"<PayFreq>M1<": "<PayFreq>W2<", PERIOD: "<PmtDate>2027-04-05</PmtDate><WeekNo>54</WeekNo>"},
    {"<PayFreq>M1<": "<PayFreq>W4<", PERIOD: "<PmtDate>2027-04-05</PmtDate><WeekNo>56</WeekNo>"},
    {PERIOD: "<PmtDate>2026-05-05</PmtDate><MonthNo>1</MonthNo>"},
    {PERIOD: "<PmtDate>2026-05-06</PmtDate><MonthNo>2</MonthNo>"},
    {PERIOD: "<PmtDate>2027-01-05</PmtDate><MonthNo>9</MonthNo>"},
    {PERIOD: "<PmtDate>2027-01-06</PmtDate><MonthNo>10</MonthNo>"},
    {PERIOD: "<PmtDate>2027-04-05</PmtDate><MonthNo>12</MonthNo>"},
]


def months(first: str, last: str, name: str = "NoPaymentDates") -> str:
    told = "<NoPaymentForPeriod>yes</NoPaymentForPeriod>" if name == "NoPaymentDates" else ""
    return f"{told}<{name}><From>{first}</From><To>{last}</To></{name}>"


EPS_BROKEN: list[tuple[int, str]] = [
    (7913, ""),
    (CONTENT, "<NoPaymentForPeriod>yes</NoPaymentForPeriod>"),
    (7910, months("2026-12-06", "2027-01-05")),
    (7869, months("2026-11-06", "2026-11-05")),
    (7911, months("2026-11-06", "2027-01-05")),
    (7871, months("2026-12-06", "2028-01-05", "PeriodOfInactivity")),
    (7872, months("2026-12-06", "2026-12-05", "PeriodOfInactivity")),
    (7873, months("2027-01-06", "2027-02-05", "PeriodOfInactivity")),
    (7874, months("2026-12-06", "2026-11-05", "PeriodOfInactivity")),
    (7912, "<RecoverableAmountsYTD><TaxMonth>8</TaxMonth></RecoverableAmountsYTD>"),
]
