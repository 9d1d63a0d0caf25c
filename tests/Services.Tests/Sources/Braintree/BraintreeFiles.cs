using System.Net;
using System.Text;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Braintree;

namespace AccountingSync.Services.Tests.Sources.Braintree;

/// <summary>The vendor's notifications in golden files: what is in the payload, as the XML that it is.</summary>
public sealed class BraintreeFiles : IVendorEvents
{
    BraintreeFiles() { }

    public static VendorFiles Golden { get; } = new("Braintree", "xml");

    public static SourceEvent Read(string file, byte[]? bytes = null) => ReadXml(bytes ?? Golden.Bytes(file));

    public static IEnumerable<byte[]> Spoiled(byte[] whole) => SpoiledXml.Of(whole);

    public static SourceEvent ReadXml(byte[] xml) => new BraintreeSource().Read("braintree", Form(Payload(xml)));

    /// <summary>As Ruby's encoder, which Braintree uses, writes it: lines of 60 characters.</summary>
    public static string Payload(byte[] xml) => string.Concat(Convert.ToBase64String(xml).Chunk(60).Select(line => new string(line) + "\n"));

    public static byte[] Form(string payload, string signature = "key|00") =>
        Encoding.UTF8.GetBytes($"bt_signature={WebUtility.UrlEncode(signature)}&bt_payload={WebUtility.UrlEncode(payload)}");
}
