namespace AccountingSync.Ingestion.Files.Bank;

/// <summary>The forms in which banks send statements, and that are read.</summary>
enum BankFormat
{
    /// <summary>ISO 20022, versions camt.053.001.02 to .13.</summary>
    Camt053,

    /// <summary>SWIFT's customer statement, bare or in its envelope.</summary>
    Mt940,

    /// <summary>Open Financial Exchange, 1.x (SGML) and 2.x (XML); Quicken's QFX is the same.</summary>
    Ofx,

    /// <summary>Cash Management Balance Reporting, version 2.</summary>
    Bai2,
}
