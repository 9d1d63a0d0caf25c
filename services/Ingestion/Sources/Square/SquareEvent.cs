namespace AccountingSync.Ingestion.Sources.Square;

/// <summary>The envelope of a Square event.</summary>
/// <param name="Data">What is affected: its type and id, and mostly the object itself.</param>
sealed record SquareEvent(string Source, string Id, string Type, VendorObject Data) : VendorEvent(Source, Id, Type)
{
    /// <param name="name">payment, refund …: the object's kind is also the name of the member that holds it.</param>
    public VendorObject Subject(string name) => Data.RequiredChild("object").RequiredChild(name);
}
