namespace AccountingSync.Ingestion.Files.Bank.Ofx;

/// <summary>STMTTRN. The amount's own sign says which way the money went; TRNTYPE only says how.</summary>
static class OfxEntry
{
    /// <param name="number">The how manieth of the list, from 1.</param>
    public static BankEntry Read(FileElement entry, int number, string currency)
    {
        var place = $"STMTTRN {number} ({entry.Place})";
        try
        {
            CheckCurrency(entry, currency);
            CheckCorrection(entry);
            var name = entry.TextAt("NAME") ?? entry.TextAt("PAYEE", "NAME");
            var memo = entry.TextAt("MEMO");
            return new BankEntry
            {
                Place = place,
                BookingDate = OfxValues.Day(entry, "DTPOSTED"),
                ValueDate = entry.TextAt("DTAVAIL") is null ? null : OfxValues.Day(entry, "DTAVAIL"),
                Amount = OfxValues.Amount(entry, "TRNAMT"),
                Code = entry.TextAt("TRNTYPE"),
                BankReference = BankReferences.OrNull(entry.TextAt("FITID")),
                OwnReference = BankReferences.OrNull(entry.TextAt("CHECKNUM")) ?? BankReferences.OrNull(entry.TextAt("REFNUM")),
                Counterparty = name,
                CounterpartyAccount = entry.TextAt("BANKACCTTO", "ACCTID"),
                Remittance = memo ?? "",
            };
        }
        catch (BankShapeException wrong)
        {
            throw new BankShapeException(wrong.Problem with { Place = place });
        }
    }

    // CURRENCY says that the amount is in another currency than the account; ORIGCURRENCY that it was, and is converted.
    static void CheckCurrency(FileElement entry, string currency)
    {
        if (entry.TextAt("CURRENCY", "CURSYM") is { } other && !string.Equals(other, currency, StringComparison.OrdinalIgnoreCase))
            throw entry.Wrong(
                "STMTTRN/CURRENCY",
                "currency",
                $"The amount is in {other}, the account in {currency}: what was booked would be a guess. Ask the bank for amounts in {currency}."
            );
    }

    static void CheckCorrection(FileElement entry)
    {
        if (entry.TextAt("CORRECTFITID") is { } corrected)
            throw entry.Wrong(
                "STMTTRN/CORRECTFITID",
                "correction",
                $"The entry corrects an earlier one ({BankTexts.Short(corrected)}): take that one back by hand, and this one's CORRECTFITID out of the file."
            );
    }
}
