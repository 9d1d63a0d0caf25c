using Google.Protobuf;

namespace AccountingSync.LocalServers;

/// <summary>The fields of one protobuf message by number, without generated classes: the wire format tells enough for what we read.</summary>
sealed class ProtocolFields
{
    readonly List<(int Number, ulong Value, ByteString Bytes)> fields = [];

    ProtocolFields() { }

    /// <summary>Throws <see cref="InvalidProtocolBufferException"/> when the bytes are no protobuf message.</summary>
    public static ProtocolFields Read(ByteString message)
    {
        var result = new ProtocolFields();
        using var input = message.CreateCodedInput();
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            switch (WireFormat.GetTagWireType(tag))
            {
                case WireFormat.WireType.Varint:
                    result.fields.Add((number, input.ReadUInt64(), ByteString.Empty));
                    break;
                case WireFormat.WireType.Fixed64:
                    result.fields.Add((number, input.ReadFixed64(), ByteString.Empty));
                    break;
                case WireFormat.WireType.Fixed32:
                    result.fields.Add((number, input.ReadFixed32(), ByteString.Empty));
                    break;
                case WireFormat.WireType.LengthDelimited:
                    result.fields.Add((number, 0, input.ReadBytes()));
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
        return result;
    }

    public bool Has(int number) => fields.Exists(field => field.Number == number);

    public ulong Number(int number) => fields.Find(field => field.Number == number).Value;

    public string Text(int number) => Bytes(number).ToStringUtf8();

    public string Hex(int number) => Convert.ToHexStringLower(Bytes(number).Span);

    public ProtocolFields Message(int number) => Read(Bytes(number));

    public IEnumerable<ProtocolFields> Messages(int number) => fields.Where(field => field.Number == number).Select(field => Read(field.Bytes));

    ByteString Bytes(int number) => fields.Find(field => field.Number == number).Bytes ?? ByteString.Empty;
}
