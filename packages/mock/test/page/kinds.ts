/** An app's message of each kind. */
export const KINDS: Readonly<Record<string, object>> = {
  text: { text_message: { text: "See https://bistro.example.com/menu." } },
  media: { media_message: { url: "https://cdn.example.com/guide.pdf" } },
  card: {
    card_message: {
      title: "Table for two",
      description: "We hold it until 18:15.",
      media_message: { url: "https://cdn.example.com/table.jpg" },
      choices: [
        { text_message: { text: "Confirm" }, postback_data: "confirm" },
        { url_message: { title: "See the menu", url: "https://bistro.example.com/menu" } },
        { call_message: { title: "Call us", phone_number: "+46800000002" } },
      ],
    },
  },
  carousel: {
    carousel_message: {
      cards: [
        { title: "Espresso", media_message: { url: "https://cdn.example.com/espresso.jpg" } },
        { title: "Filter", choices: [{ text_message: { text: "Order filter" } }] },
      ],
      choices: [{ text_message: { text: "Show all" } }],
    },
  },
  choice: {
    choice_message: {
      text_message: { text: "How was the ride?" },
      choices: [{ text_message: { text: "Great" }, postback_data: "5" }],
    },
  },
  list: {
    list_message: {
      title: "Choose a size",
      sections: [{ title: "Adults", items: [{ choice: { title: "Medium", postback_data: "size:m" } }] }],
      message_properties: { menu: "Sizes" },
    },
  },
  location: { location_message: { title: "Depot", label: "Gate 4", coordinates: { latitude: 57.7, longitude: 11.9 } } },
  contact: {
    contact_info_message: { name: { full_name: "Ada Berg" }, phone_numbers: [{ phone_number: "+46700000003" }] },
  },
  template: {
    template_message: {
      channel_template: {
        WHATSAPP: { template_id: "order_ready", language_code: "en_US", parameters: { "body[1]text": "Ada" } },
      },
    },
  },
  payload: {
    text_message: { text: "Sticker" },
    explicit_channel_message: { WHATSAPP: '{"type":"sticker"}' },
  },
};
